using Microsoft.Extensions.Logging;

namespace MicroCare.Adapters;

/// <summary>Every log message of the adapters. Opaque ids, counts and kinds of failure only: never words, names or numbers.</summary>
internal static partial class AdapterLog
{
    [LoggerMessage(1001, LogLevel.Warning, "Outbox of patient {Patient} not settled: {Cause}")]
    public static partial void NotSettled(ILogger log, string patient, string cause);

    [LoggerMessage(1002, LogLevel.Warning, "Text {Text} not handed to the carrier: {Cause}. It stays in the outbox")]
    public static partial void TextWaits(ILogger log, string text, string cause);

    [LoggerMessage(1003, LogLevel.Warning, "Text {Text} refused for good: {Result}")]
    public static partial void TextRefused(ILogger log, string text, string result);

    [LoggerMessage(1004, LogLevel.Warning, "Text {Text} dropped: its moment has passed")]
    public static partial void TextExpired(ILogger log, string text);

    [LoggerMessage(1005, LogLevel.Warning, "Step of patient {Patient} raced {Times} times")]
    public static partial void Raced(ILogger log, string patient, int times);

    [LoggerMessage(1006, LogLevel.Warning, "Old answers to requests were not removed: {Cause}")]
    public static partial void NotCleaned(ILogger log, string cause);

    [LoggerMessage(1007, LogLevel.Information, "Text {Text} was delivered")]
    public static partial void TextDelivered(ILogger log, string text);

    [LoggerMessage(1008, LogLevel.Warning, "Text {Text} was not delivered: {Outcome}")]
    public static partial void TextNotDelivered(ILogger log, string text, string outcome);

    [LoggerMessage(1009, LogLevel.Error, "The sweep called {Alarms} alarms that should have rung by themselves")]
    public static partial void AlarmsCalled(ILogger log, int alarms);

    [LoggerMessage(1010, LogLevel.Warning, "The start waits for the keys in {Source}: {Cause}")]
    public static partial void KeysAwait(ILogger log, string source, string cause);

    [LoggerMessage(1011, LogLevel.Critical, "The keys in {Source} cannot be read since {Since}: {Cause}. The keys in memory go on serving; a restart would fail")]
    public static partial void KeysAway(ILogger log, string source, DateTimeOffset since, string cause);

    [LoggerMessage(1012, LogLevel.Warning, "The keys in {Source} can be read again")]
    public static partial void KeysBack(ILogger log, string source);

    [LoggerMessage(1013, LogLevel.Information, "Field key {Key} came from {Source}")]
    public static partial void KeyCame(ILogger log, string key, string source);

    [LoggerMessage(1014, LogLevel.Critical, "Field key {Key} is gone from {Source}. It goes on serving here, but a new process could not read what it encrypted: restore it, unless it was retired")]
    public static partial void KeyGone(ILogger log, string key, string source);

    [LoggerMessage(1015, LogLevel.Critical, "Field key {Key} has other bytes in {Source} than before. The old ones go on serving here: restore the secret's old version")]
    public static partial void KeyAltered(ILogger log, string key, string source);

    [LoggerMessage(1016, LogLevel.Critical, "The pepper in {Source} is another one than before. The old one goes on serving here, and a restart would fail: restore the secret's old version")]
    public static partial void PepperAltered(ILogger log, string source);

    [LoggerMessage(1017, LogLevel.Information, "Re-encrypted {Fields} fields in {Rows} rows of share {Share} under key {Key}")]
    public static partial void Reencrypted(ILogger log, int fields, int rows, int share, string key);

    [LoggerMessage(1018, LogLevel.Error, "{Rows} rows of share {Share} hold a field that no key here decrypts: they are damaged, or their key is lost")]
    public static partial void Unreadable(ILogger log, int rows, int share);

    [LoggerMessage(1019, LogLevel.Error, "Program {Program} version {Version} did something wrong in step {Step}: {Fault}. Its patient goes on without the step")]
    public static partial void ProgramFaulted(ILogger log, string program, int version, string step, string fault);

    [LoggerMessage(1020, LogLevel.Warning, "Case {Case} is an emergency: people are called, round {Round}")]
    public static partial void PeopleNeeded(ILogger log, string @case, int round);

    [LoggerMessage(1021, LogLevel.Warning, "The carrier's opt-out list was not told of patient {Patient}: {Cause}. Our own list holds")]
    public static partial void CarrierNotTold(ILogger log, string patient, string cause);

    [LoggerMessage(1022, LogLevel.Error, "A text of an unknown number tells of danger. The crisis lines were sent; nobody knows whose it is")]
    public static partial void StrangerInDanger(ILogger log);

    [LoggerMessage(1023, LogLevel.Warning, "Case {Case}, round {Round}: tier {Tier} was told, {Reached} messages taken")]
    public static partial void PeopleCalled(ILogger log, string @case, int round, int tier, int reached);

    [LoggerMessage(1024, LogLevel.Critical, "Case {Case}, round {Round}: nobody on call has acknowledged the emergency. Look now; the list begins anew")]
    public static partial void NobodyCame(ILogger log, string @case, int round);

    [LoggerMessage(1025, LogLevel.Error, "Case {Case}: {Contact} was not reached by {Channel}: {Cause}")]
    public static partial void ContactNotReached(ILogger log, string @case, string contact, string channel, string cause);

    [LoggerMessage(1050, LogLevel.Information, "By age: {Journeys} ended journeys are being erased; removed {DeadLetters} dead letters, {Exports} exports, {Answers} answers, {AuditEntries} audit entries, {Erasures} records of erasures")]
    public static partial void Retained(ILogger log, int journeys, int deadLetters, int exports, int answers, int auditEntries, int erasures);

    [LoggerMessage(1026, LogLevel.Error, "Call {Text}: somebody on call was not reached by text: {Outcome}")]
    public static partial void CallNotDelivered(ILogger log, string text, string outcome);

    [LoggerMessage(1040, LogLevel.Information, "Text {Text} was taken by the carrier: {Segments} segments, {MicroDollars} micro-dollars")]
    public static partial void TextCosts(ILogger log, string text, int segments, long microDollars);

    [LoggerMessage(1041, LogLevel.Debug, "Text {Text} waits its turn until {Slot}")]
    public static partial void TextLinesUp(ILogger log, string text, NodaTime.Instant slot);

    [LoggerMessage(1042, LogLevel.Warning, "The carrier does not {Operation} the phone on its opt-out list: HTTP {Status}. Ours holds all the same")]
    public static partial void OptOutRefused(ILogger log, string operation, int status);

    [LoggerMessage(1043, LogLevel.Warning, "The costs of {Days} days were not written: {Cause}. They stay in memory until the next try")]
    public static partial void CostsNotWritten(ILogger log, int days, string cause);

    [LoggerMessage(1044, LogLevel.Warning, "The carrier asks for fewer texts; the line moves back by {Seconds} seconds")]
    public static partial void TextsSlowed(ILogger log, double seconds);

    [LoggerMessage(1030, LogLevel.Warning, "The second reader's model cannot be loaded: {Cause}. Texts are read by the rules alone")]
    public static partial void NoSecondOpinion(ILogger log, string cause);

    [LoggerMessage(1031, LogLevel.Warning, "The second reader failed on a text: {Cause}. The rules stand alone for it")]
    public static partial void SecondOpinionFailed(ILogger log, string cause);
}
