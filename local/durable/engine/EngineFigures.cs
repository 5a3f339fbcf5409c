namespace MicroCare.Local.Durable;

/// <summary>What an engine has done and holds; a snapshot.</summary>
/// <param name="Sleepers">Instances that wait for a timer or for their start time.</param>
/// <param name="Turns">Turns committed since the engine was made.</param>
/// <param name="Activities">Activity calls ended since the engine was made, failed ones included.</param>
/// <param name="Cached">Idle instances in memory.</param>
public sealed record EngineFigures(int Sleepers, long Turns, long Activities, int Cached);
