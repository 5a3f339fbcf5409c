using MicroCare.Core.Enrollment;

namespace MicroCare.Tests.Core.Enrollment;

public sealed class UsPhoneTests
{
    [Theory]
    [InlineData("(312) 555-0142", "+13125550142")]
    [InlineData("312.555.0142", "+13125550142")]
    [InlineData("+1 312 555 0142", "+13125550142")]
    [InlineData("1-312-555-0142", "+13125550142")]
    [InlineData("3125550142", "+13125550142")]
    [InlineData("911", null)]
    [InlineData("555-0142", null)]
    [InlineData("+44 20 7946 0958", null)]
    [InlineData("+1 416 555 0142", null)] // Toronto
    [InlineData("(012) 555-0142", null)]
    [InlineData("312 555 0142 ext. 7", null)]
    [InlineData("Maria", null)]
    [InlineData("   ", null)]
    [InlineData(null, null)]
    [InlineData("3125550142312555014231255501423125550142x", null)]
    public void Normalize_OfAnyWriting_IsE164OrNull(string? text, string? expected) => Assert.Equal(expected, UsPhone.Normalize(text));

    [Theory]
    [InlineData("+13125550142", "+13125550142")]
    [InlineData("13125550142", "+13125550142")]
    [InlineData("12345", null)]
    [InlineData("BANK", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    [InlineData("+1312555014212345", null)]
    public void FromCarrier_OfASender_IsE164OrNull(string? text, string? expected) => Assert.Equal(expected, UsPhone.FromCarrier(text));
}
