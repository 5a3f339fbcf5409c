using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using MicroCare.Functions.Access;
using MicroCare.Local.Access;
using MicroCare.Tests.Stack;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace MicroCare.Tests.Functions.Access;

/// <summary>Every route, called by every role, for a wrong clinic, and with every kind of bad token.</summary>
public sealed class AccessTests(AccessTests.Service fixture) : IClassFixture<AccessTests.Service>
{
    private const string Clinic = "riverside";

    public static TheoryData<string> Functions()
    {
        var data = new TheoryData<string>();
        foreach (var operation in HttpOperation.Of(typeof(AccessGate).Assembly))
        {
            data.Add(operation.Function);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public async Task Call_WithEachRole_IsLetThroughOrForbidden(string function)
    {
        var rule = fixture.Rules.Of(function);
        foreach (var role in Roles.All)
        {
            using var response = await fixture.CallAsync(function, fixture.Stack.Token([role], Clinic));
            var allowed = rule.Roles.Contains(role);
            Assert.True(
                allowed ? (int)response.StatusCode is >= 200 and < 300 : response.StatusCode == HttpStatusCode.Forbidden,
                $"{function} as {role}: {response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        }
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public async Task Call_ForAnotherClinic_FindsNothing(string function)
    {
        var rule = fixture.Rules.Of(function);
        foreach (var clinics in (string[][])[["river"], ["riverside-2"], ["Riverside"], ["northside", "riversid"]])
        {
            using var response = await fixture.CallAsync(function, fixture.Stack.Token(Roles.All, clinics));
            Assert.True(
                rule.OfClinics ? response.StatusCode == HttpStatusCode.NotFound : response.IsSuccessStatusCode,
                $"{function} for {string.Join('+', clinics)}: {response.StatusCode}");
        }
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public async Task Call_WithoutAClinic_IsForbiddenWhereClinicsMatter(string function)
    {
        using var response = await fixture.CallAsync(function, fixture.Stack.Token(Roles.All));
        Assert.True(
            fixture.Rules.Of(function).OfClinics ? response.StatusCode == HttpStatusCode.Forbidden : response.IsSuccessStatusCode, $"{function}: {response.StatusCode}");
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public async Task Call_WithABadToken_IsUnauthorized(string function)
    {
        foreach (var (what, token) in fixture.BadTokens())
        {
            using var response = await fixture.CallAsync(function, token);
            Assert.True(response.StatusCode == HttpStatusCode.Unauthorized, $"{function} with {what}: {response.StatusCode}");
            Assert.StartsWith("Bearer", response.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        }
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public async Task Call_WithATokenOfAClockFourMinutesOff_IsLetThrough(string function)
    {
        foreach (var off in (int[])[-4, 4])
        {
            using var response = await fixture.CallAsync(function, fixture.Minted(fixture.Stack.Time.GetUtcNow(), off, off + (off < 0 ? 1 : 60)));
            Assert.True(response.IsSuccessStatusCode, $"{function}, {off} minutes: {response.StatusCode}");
        }
    }

    [Fact]
    public async Task Answers_GoodAndBad_TellBrowsersAndCachesToKeepOut()
    {
        foreach (var token in (string?[])[null, fixture.Stack.Token([Roles.CareTeam], Clinic)])
        {
            using var response = await fixture.CallAsync("GetPatient", token);
            Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
            Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
            Assert.Contains("default-src 'none'", Assert.Single(response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
            Assert.Contains("max-age", Assert.Single(response.Headers.GetValues("Strict-Transport-Security")), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Preflight_OfAnyOrigin_IsAnsweredByNobody()
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, "api/enrollments");
        request.Headers.Add("Origin", "https://example.org");
        request.Headers.Add("Access-Control-Request-Method", "POST");
        using var response = await fixture.Anonymous.SendAsync(request);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.DoesNotContain(response.Headers, header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Log_OfCalls_NamesCallersAndNoTokens()
    {
        var token = fixture.Stack.Token([Roles.CareTeam], Clinic);
        using var good = await fixture.CallAsync("GetPatient", token);
        using var bad = await fixture.CallAsync("OrderExport", token);
        var lines = fixture.Stack.Logs.All;
        Assert.Contains(lines, line => line.Contains("tester calls GetPatient", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("tester was refused OrderExport with 403", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains(token.Split('.')[2], StringComparison.Ordinal));
    }

    /// <summary>A service with patients, a case, one finished export and one dead letter.</summary>
    public sealed class Service : IAsyncLifetime
    {
        private int _people;
        private string _patient = "";
        private string _export = "";
        private string _case = "";
        private string _troubled = "";
        private string _erased = "";

        public ServiceUnderTest Stack { get; private set; } = null!;

        public AccessRules Rules { get; } = new(HttpOperation.Of(typeof(AccessGate).Assembly));

        public HttpClient Anonymous { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            Stack = await ServiceUnderTest.StartAsync(DateTimeOffset.UtcNow);
            Anonymous = new HttpClient { BaseAddress = Stack.Host.BaseUri };
            _patient = await Stack.EnrollAsync(ServiceUnderTest.Enrollment("A-1", "3125550142"));
            await Stack.WriteAsync("+13125550142", "I want to kill myself"); // An emergency: staff may write at any hour of the test's day.
            _case = await CaseOfAsync(_patient);
            _troubled = await Stack.EnrollAsync(ServiceUnderTest.Enrollment("A-2", "3125550143"));
            using var ordered = await Stack.Http.PostAsJsonAsync("api/exports", new { clinic = Clinic });
            _export = ordered.Headers.Location!.ToString().Split('/')[^1];
            await Stack.QuietAsync();
            using var reencryption = await Stack.Http.PostAsync(new Uri("api/operator/keys/reencryptions", UriKind.Relative), null);
            _erased = await EnrollAsync();
            using var erasing = await Stack.Http.PostAsJsonAsync($"api/patients/{_erased}/erase", new { reason = "patientRequest" });
            await Stack.PutAsync("this is no event");
            await Stack.RetryQueuesUntilAsync(async () => (await Stack.Http.GetFromJsonAsync<JsonArray>("api/operator/dead-letters"))!.Count == 1);
        }

        private async Task<string> CaseOfAsync(string patient) => (string)(await Stack.Http.GetFromJsonAsync<JsonArray>($"api/cases?patient={patient}"))![0]!["id"]!;

        /// <summary>The case of a patient of whom there is always one that is not resolved.</summary>
        private async Task<string> FreshCaseAsync()
        {
            // Not quiet: a dead letter that was replayed waits for its next try, on a clock that stands still.
            var path = $"api/cases?patient={_troubled}";
            if ((await Stack.Http.GetFromJsonArrayAsync(path)).Count == 0)
            {
                await Stack.PutAsync(Stack.TextEvent("+13125550143", "I want to kill myself").ToJsonString());
                await StackUnderTest.UntilAsync(async () => (await Stack.Http.GetFromJsonArrayAsync(path)).Count > 0, "the case");
            }

            return await CaseOfAsync(_troubled);
        }

        public async Task DisposeAsync()
        {
            Anonymous.Dispose();
            await Stack.DisposeAsync();
        }

        private Task<string> EnrollAsync() => Stack.EnrollAsync(ServiceUnderTest.Enrollment($"E-{++_people}", $"312555{2000 + _people}"));

        /// <summary>Calls a function about the clinic's data as it should be called.</summary>
        public async Task<HttpResponseMessage> CallAsync(string function, string? token)
        {
            var letter = (string)(await Stack.Http.GetFromJsonAsync<JsonArray>("api/operator/dead-letters"))![0]!["id"]!;
            var (path, body) = function switch
            {
                "EnrollPatient" => ("enrollments", ServiceUnderTest.Enrollment($"P-{++_people}", $"312555{2000 + _people}")),
                "GetPatient" => ($"patients/{_patient}", null),
                "ChangePatient" => ($"patients/{_patient}", new JsonObject { ["readingLevel"] = "plain" }),
                "GetConsents" => ($"patients/{_patient}/consents", null),
                "ExportPatient" => ($"patients/{_patient}/export", null),
                "ErasePatient" => ($"patients/{await EnrollAsync()}/erase", new JsonObject { ["reason"] = "patientRequest" }),
                "GetErasure" => ($"patients/{_erased}/erasure", null),
                "GetProgramFaults" => ("operator/program-faults", null),
                "ListCases" => ($"cases?clinic={Clinic}", null),
                "GetCase" => ($"cases/{_case}", null),
                "AcknowledgeCase" => ($"cases/{_case}/acknowledge", null),
                "AssignCase" => ($"cases/{_case}/assign", new JsonObject { ["to"] = "me" }),
                "NoteCase" => ($"cases/{_case}/note", new JsonObject { ["text"] = "called back" }),
                "ResolveCase" => ($"cases/{await FreshCaseAsync()}/resolve", new JsonObject()),
                "GetConversation" => ($"patients/{_patient}/conversation", null),
                "WriteToPatient" => ($"patients/{_patient}/messages", new JsonObject { ["signedAs"] = "Ana Ruiz, RN", ["text"] = "Hello" }),
                "HoldPatient" => ($"patients/{_patient}/hold", null),
                "ReleasePatient" => ($"patients/{_patient}/release", null),
                "GetPatientAudit" => ($"patients/{_patient}/audit", null),
                "OrderExport" => ("exports", new JsonObject { ["clinic"] = Clinic }),
                "GetExport" => ($"exports/{_export}", null),
                "GetExportFile" => ($"exports/{_export}/file", null),
                "GetDeadLetters" => ("operator/dead-letters", null),
                "ReplayDeadLetter" => ($"operator/dead-letters/{letter}/replay", null),
                "StartReencryption" => ("operator/keys/reencryptions", null),
                "GetReencryption" => ("operator/keys/reencryptions/k1", null),
                "GetApiDescription" => ("openapi.json", null),
                "GetCosts" => ("operator/costs", null),
                "GetSweeps" => ("operator/sweeps", (JsonObject?)null),
                _ => throw new InvalidOperationException($"Say here how {function} is called."),
            };
            var verb = HttpOperation.Of(typeof(AccessGate).Assembly).Single(operation => operation.Function == function).Verb;
            using var request = new HttpRequestMessage(new HttpMethod(verb), $"api/{path}") { Content = body is null ? null : JsonContent.Create(body) };
            if (token is not null)
            {
                request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
            }

            return await Anonymous.SendAsync(request);
        }

        public IEnumerable<(string What, string? Token)> BadTokens()
        {
            var now = Stack.Time.GetUtcNow();
            var good = Stack.Token(Roles.All, Clinic);
            var parts = good.Split('.');
            using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            using var rsa = RSA.Create(2048);
            yield return ("none", null);
            yield return ("an empty one", "");
            yield return ("a word", "letmein");
            yield return ("dots", "..");
            yield return ("alg none", $"{Base64Url("""{"alg":"none","typ":"JWT"}""")}.{parts[1]}.");
            yield return ("no signature", $"{parts[0]}.{parts[1]}.");
            yield return ("another's signature", $"{parts[0]}.{parts[1]}.{parts[2][..^4]}AAAA");
            yield return ("other claims under the signature", $"{parts[0]}.{Base64Url("""{"iss":"microcare-development","aud":"microcare","exp":4102444800,"sub":"x","roles":["Operator"]}""")}.{parts[2]}");
            yield return ("another key", Minted(now, 0, 60, key: new ECDsaSecurityKey(other) { KeyId = "development" }));
            yield return ("another key of another kind", Minted(now, 0, 60, credentials: new SigningCredentials(new RsaSecurityKey(rsa) { KeyId = "development" }, "RS256")));
            yield return ("a shared secret", Minted(now, 0, 60, credentials: new SigningCredentials(
                new SymmetricSecurityKey(Encoding.UTF8.GetBytes(new string('k', 64))) { KeyId = "development" }, "HS256")));
            yield return ("another audience", Minted(now, 0, 60, audience: "another-api"));
            yield return ("no audience", Minted(now, 0, 60, audience: null));
            yield return ("another issuer", Minted(now, 0, 60, issuer: "https://login.microsoftonline.com/evil/v2.0"));
            yield return ("an end ten minutes ago", Minted(now, -60, -10));
            yield return ("a beginning in ten minutes", Minted(now, 10, 60));
            yield return ("no end", Minted(now, 0, null));
            yield return ("nobody's name", Minted(now, 0, 60, subject: null));
            yield return ("too much of it", good + new string('A', 20_000));
        }

        /// <summary>A token with the service's own key, unless said otherwise; times in minutes from now.</summary>
        public string Minted(
            DateTimeOffset now, int from, int? until, SecurityKey? key = null, SigningCredentials? credentials = null, string? audience = DevelopmentTokens.Audience,
            string issuer = DevelopmentKey.Issuer, string? subject = "tester")
        {
            var claims = new Dictionary<string, object> { ["roles"] = Roles.All.ToArray(), ["clinic"] = Clinic };
            if (subject is not null)
            {
                claims["sub"] = subject;
            }

            return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
            {
                Issuer = issuer,
                Audience = audience,
                NotBefore = now.UtcDateTime.AddMinutes(from),
                Expires = until is { } end ? now.UtcDateTime.AddMinutes(end) : null,
                Claims = claims,
                SigningCredentials = credentials ?? new SigningCredentials(key ?? DevelopmentKey.ReadOrCreate(Stack.AccessKeyFile), "ES256"),
            });
        }

        private static string Base64Url(string json) => Base64UrlEncoder.Encode(json);
    }
}
