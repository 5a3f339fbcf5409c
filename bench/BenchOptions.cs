namespace MicroCare.Bench;

/// <summary>What the command line asks for.</summary>
internal sealed record BenchOptions(string Parts, bool Quick, bool Azurite, bool Memory)
{
    public const string Usage = "Usage: dotnet run -c Release --project bench -- [--only a,b,c,d,e,f] [--quick] [--store azurite|memory]";

    public static BenchOptions? Read(string[] args)
    {
        var options = new BenchOptions("a,b,c,d,e,f", Quick: false, Azurite: true, Memory: true);
        for (var i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--quick":
                    options = options with { Quick = true };
                    break;
                case "--only" when i + 1 < args.Length:
                    options = options with { Parts = args[++i] };
                    break;
                case "--store" when i + 1 < args.Length && args[i + 1] is "azurite" or "memory":
                    options = options with { Azurite = args[i + 1] == "azurite", Memory = args[i + 1] == "memory" };
                    i++;
                    break;
                default:
                    return null;
            }
        }

        return options;
    }

    public bool Has(string part) => Parts.Split(',').Contains(part);

    public int Sized(int full, int quick) => Quick ? quick : full;
}
