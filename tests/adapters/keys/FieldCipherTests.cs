using MicroCare.Adapters.Keys;
using MicroCare.Core.Privacy;

namespace MicroCare.Tests.Adapters.Keys;

public sealed class FieldCipherTests
{
    private static readonly byte[] One = Key(1);
    private static readonly byte[] Two = Key(2);
    private static readonly PatientText Words = new("I feel low, ¿sí? 🙂");

    [Theory]
    [InlineData("")]
    [InlineData("7")]
    [InlineData("I feel low, ¿sí? 🙂")]
    public void Decrypt_UnderTheSameLabel_GivesTheWords(string words)
    {
        var cipher = new FieldCipher(new KeyRing("k1", Keys(("k1", One)), Key(9)));

        Assert.Equal(words, cipher.Decrypt(cipher.Encrypt(new PatientText(words), "p1/name"), "p1/name").Words);
    }

    [Fact]
    public void Encrypt_Twice_IsNeverTheSame()
    {
        var cipher = new FieldCipher(new KeyRing("k1", Keys(("k1", One)), Key(9)));

        Assert.NotEqual(cipher.Encrypt(Words, "p1/name"), cipher.Encrypt(Words, "p1/name"));
    }

    [Fact]
    public void Decrypt_UnderAnotherLabel_Fails()
    {
        var cipher = new FieldCipher(new KeyRing("k1", Keys(("k1", One)), Key(9)));
        var text = cipher.Encrypt(Words, "p1/name");

        Assert.Throws<DamagedFieldException>(() => cipher.Decrypt(text, "p2/name"));
    }

    [Fact]
    public void Decrypt_OfAChangedText_FailsAtEveryByte()
    {
        var cipher = new FieldCipher(new KeyRing("k1", Keys(("k1", One)), Key(9)));
        var text = cipher.Encrypt(Words, "p1/name");
        var bytes = Convert.FromBase64String(text[3..]);

        for (var i = 0; i < bytes.Length; i++)
        {
            var changed = (byte[])bytes.Clone();
            changed[i] ^= 1;

            Assert.Throws<DamagedFieldException>(() => cipher.Decrypt("k1." + Convert.ToBase64String(changed), "p1/name"));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("k1")]
    [InlineData("k1.")]
    [InlineData("k1.AAAA")]
    [InlineData("k1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("k1.%%%%")]
    [InlineData("Maria Lopez")]
    [InlineData("K 1.AAAA")]
    [InlineData(".AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void Decrypt_OfWhatIsNoCiphertext_SaysThatItIsDamagedAndNotWhatItIs(string text)
    {
        var ring = new KeyRing("k1", Keys(("k1", One)), Key(9));
        var missed = false;
        ring.Missed += () => missed = true;
        var fault = Assert.Throws<DamagedFieldException>(() => new FieldCipher(ring).Decrypt(text, "p1/name"));
        Assert.False(missed); // No key that could be fetched would help.
        Assert.True(text.Length < 5 || !fault.Message.Contains(text, StringComparison.Ordinal));
    }

    [Fact]
    public void Rotation_WithTheOldKeyKept_ReadsOldAndWritesNew()
    {
        var old = new FieldCipher(new KeyRing("k1", Keys(("k1", One)), Key(9))).Encrypt(Words, "p1/name");
        var rotated = new FieldCipher(new KeyRing("k2", Keys(("k1", One), ("k2", Two)), Key(9)));

        Assert.Equal(Words, rotated.Decrypt(old, "p1/name"));
        Assert.StartsWith("k2.", rotated.Encrypt(Words, "p1/name"), StringComparison.Ordinal);
    }

    [Fact]
    public void Decrypt_WithoutItsKey_NamesTheKey()
    {
        var old = new FieldCipher(new KeyRing("k1", Keys(("k1", One)), Key(9))).Encrypt(Words, "p1/name");
        var other = new FieldCipher(new KeyRing("k2", Keys(("k2", Two)), Key(9)));

        Assert.Equal("k1", Assert.Throws<KeyMissingException>(() => other.Decrypt(old, "p1/name")).KeyId);
    }

    [Fact]
    public void KeyRing_WithoutItsCurrentKeyOrOfWrongLength_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new KeyRing("k2", Keys(("k1", One)), Key(9)));
        Assert.Throws<ArgumentException>(() => new KeyRing("k1", Keys(("k1", new byte[16])), Key(9)));
        Assert.Throws<ArgumentException>(() => new KeyRing("k1", Keys(("k1", One)), new byte[31]));
    }

    private static byte[] Key(byte value) => [.. Enumerable.Repeat(value, 32)];

    private static Dictionary<string, byte[]> Keys(params (string Id, byte[] Key)[] keys) => keys.ToDictionary(key => key.Id, key => key.Key);
}
