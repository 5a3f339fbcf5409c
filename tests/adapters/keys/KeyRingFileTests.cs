using MicroCare.Adapters.Keys;
using MicroCare.Core.Privacy;

namespace MicroCare.Tests.Adapters.Keys;

public sealed class KeyRingFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("keyring").FullName;

    private string File => Path.Combine(_folder, "inner", "keys.json");

    [Fact]
    public void ReadOrCreate_Twice_IsTheSameRing()
    {
        var text = new FieldCipher(KeyRing.ReadOrCreate(File)).Encrypt(new PatientText("words"), "p1");

        Assert.Equal("words", new FieldCipher(KeyRing.ReadOrCreate(File)).Decrypt(text, "p1").Words);
    }

    [Fact]
    public void ReadOrCreate_OnUnix_LetsOnlyTheOwnerRead()
    {
        KeyRing.ReadOrCreate(File);

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"current\":\"k1\",\"keys\":{\"k1\":\"SECRET!\"},\"pepper\":\"SECRET!\"}")]
    [InlineData("{\"current\":\"k1\",\"keys\":{\"k1\":\"c2hvcnQ=\"},\"pepper\":\"c2hvcnQ=\"}")]
    public void Read_OfABrokenFile_NamesTheSettingAndNoSecret(string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        System.IO.File.WriteAllText(File, content);

        var fault = Assert.Throws<InvalidOperationException>(() => KeyRing.Read(File));

        Assert.Contains("MicroCare__KeyFile", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfNoFile_NamesTheSetting() =>
        Assert.Contains("MicroCare__KeyFile", Assert.Throws<InvalidOperationException>(() => KeyRing.Read(File)).Message, StringComparison.Ordinal);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
