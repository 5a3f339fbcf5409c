// Runs Azurite in this process: node launch.mjs <azurite.js> <Azurite's arguments>.
// Azurite must not outlive the program that started it, so this process ends when its standard input does:
// the writing end closes when its owner stops it and also when its owner is killed.
import { createRequire } from 'node:module';

const [entry] = process.argv.splice(2, 1);
const longestShutdown = 10_000; // milliseconds

// A killed owner no longer reads what Azurite prints. Without this, "is closing..." would end the process before its data are on disk.
process.stdout.on('error', () => {});
process.stderr.on('error', () => {});

function stop() {
  // One service that cannot close must not keep the others from writing their data.
  process.on('uncaughtException', () => { process.exitCode = 1; });
  // Azurite flushes its data on SIGTERM, and listens for it only once it is up.
  if (!process.emit('SIGTERM', 'SIGTERM')) {
    process.exit(0);
  }
  setTimeout(() => process.exit(1), longestShutdown).unref();
}

process.stdin.once('end', stop);
process.stdin.once('error', stop);
process.stdin.resume();

// Ctrl+C reaches every process of the terminal at once. Storage must outlast its owner's own shutdown, so only the owner stops it.
const once = process.once.bind(process);
process.once = (event, listener) => (event === 'SIGINT' ? process : once(event, listener));
process.on('SIGINT', () => {});

createRequire(entry)(entry);
