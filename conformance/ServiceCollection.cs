namespace MicroCare.Conformance;

/// <summary>All tests look at one service.</summary>
[CollectionDefinition("service")]
public sealed class ServiceCollection : ICollectionFixture<Service>;
