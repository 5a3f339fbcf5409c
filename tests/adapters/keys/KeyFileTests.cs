using MicroCare.Adapters.Keys;

namespace MicroCare.Tests.Adapters.Keys;

public sealed class KeyFileTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 10, 30, 15, 0, 0, TimeSpan.Zero);
    private readonly string _folder = Directory.CreateTempSubdirectory("keyfile").FullName;

    private string Path => System.IO.Path.Combine(_folder, "inner", "keys.json");

    [Fact]
    public async Task Read_OfAFileThatWasJustMade_IsTheSameEveryTime()
    {
        var made = await new KeyFile(Path, create: true).ReadAsync(CancellationToken.None);
        var read = await new KeyFile(Path, create: false).ReadAsync(CancellationToken.None);
        Assert.Equal("k1", Assert.Single(made.Keys).Id);
        Assert.Equal(made.Keys[0].Bytes, Assert.Single(read.Keys).Bytes);
        Assert.Equal(made.Pepper, read.Pepper);
        Assert.NotEqual(made.Pepper, made.Keys[0].Bytes);
    }

    [Fact]
    public async Task File_OnUnix_IsItsOwnersAlone()
    {
        var file = new KeyFile(Path, create: true);
        await file.ReadAsync(CancellationToken.None);
        file.Add();
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path));
        }

        Assert.Equal(["keys.json"], Directory.GetFiles(System.IO.Path.GetDirectoryName(Path)!).Select(System.IO.Path.GetFileName));
    }

    [Fact]
    public async Task Add_MakesTheKeyThatEncryptsAndKeepsTheOthersAndThePepper()
    {
        var file = new KeyFile(Path, create: true);
        var before = await file.ReadAsync(CancellationToken.None);
        Assert.Equal("k2", file.Add());
        for (var more = 3; more <= 11; more++)
        {
            Assert.Equal($"k{more}", file.Add());
        }

        var after = await file.ReadAsync(CancellationToken.None);
        Assert.Equal("k11", after.CurrentAt(Now).Id);
        Assert.Equal(before.Keys[0].Bytes, after.Keys.Single(key => key.Id == "k1").Bytes);
        Assert.Equal(before.Pepper, after.Pepper);
        Assert.Equal(11, after.Keys.Select(key => Convert.ToHexString(key.Bytes)).Distinct().Count());
    }

    [Fact]
    public async Task Remove_TakesOneAwayAndNeverTheLast()
    {
        var file = new KeyFile(Path, create: true);
        await file.ReadAsync(CancellationToken.None);
        file.Add();
        file.Remove("k1");
        Assert.Equal("k2", Assert.Single((await file.ReadAsync(CancellationToken.None)).Keys).Id);
        Assert.Throws<InvalidOperationException>(() => file.Remove("k2"));
        Assert.Throws<InvalidOperationException>(() => file.Remove("k1"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"keys":[],"pepper":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="}""")]
    [InlineData("""{"keys":[{"id":"k1","secret":"SECRET!","activeFrom":"2026-01-01T00:00:00Z"}],"pepper":"SECRET!"}""")]
    [InlineData("""{"keys":[{"id":"k1","secret":"c2hvcnQ=","activeFrom":"2026-01-01T00:00:00Z"}],"pepper":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="}""")]
    [InlineData("""{"keys":[{"id":"k.1","secret":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=","activeFrom":"2026-01-01T00:00:00Z"}],"pepper":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="}""")]
    public async Task Read_OfABrokenFile_NamesTheSettingAndNoSecret(string content)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        await File.WriteAllTextAsync(Path, content);
        var fault = await Assert.ThrowsAsync<KeySourceException>(() => new KeyFile(Path, create: true).ReadAsync(CancellationToken.None));
        Assert.Contains("MicroCare__KeyFile", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_OfNoFile_NamesTheSetting()
    {
        var fault = await Assert.ThrowsAsync<KeySourceException>(() => new KeyFile(Path, create: false).ReadAsync(CancellationToken.None));
        Assert.Contains("MicroCare__KeyFile", fault.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
