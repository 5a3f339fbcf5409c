// Runs Azurite in this process: node launch.mjs <azurite.js> <Azurite's arguments>.
// Azurite must not outlive the program that started it, so this process ends when its standard input does:
// the writing end closes when its owner stops it and also when its owner is killed.
import { createRequire } from 'node:module';

const [entry] = process.argv.splice(2, 1);
const longestShutdown = 10_000; // milliseconds

function stop() {
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
