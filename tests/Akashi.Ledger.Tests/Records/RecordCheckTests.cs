using System.Text;
using Akashi.Ledger.Records;

namespace Akashi.Ledger.Tests.Records;

public sealed class RecordCheckTests : IDisposable
{
    private readonly GivenRecords _given = new();
    private readonly Guid _first, _second;

    // Leaves: 0 first, 1 second, 2 book, 3 first changed, 4 refused on second, 5 third opened, 6 third removed.
    public RecordCheckTests()
    {
        _first = _given.Paper("One");
        _second = _given.Paper("Two \\\" ");
        _given.Book("2-あ", "1-b", "1-a");
        _given.Paper("One, changed", _first);
        _given.Refused(_second);
        _given.RemovePaper(_given.Paper("Three"));
    }

    [Fact]
    public async Task Check_NothingTouched_ComparesEverything()
    {
        var report = await _given.CheckAsync();
        Assert.Empty(report.Faults);
        Assert.Equal((7, 4, 3, 6, 3), (report.Leaves, report.Entries, report.Rows, report.Events, report.Parts));
    }

    [Theory]
    [InlineData("UPDATE papers SET title = 'Other' WHERE version = 2", "row.edited", 3)]
    [InlineData("UPDATE papers SET pages = 4 WHERE version = 2", "row.edited", 3)]
    [InlineData("UPDATE papers SET sealed = 0 WHERE version = 1", "row.edited", 1)]
    [InlineData("UPDATE papers SET sealed = NULL WHERE version = 1", "row.edited", 1)]
    [InlineData("UPDATE papers SET changed_at = changed_at + 1 WHERE version = 1", "row.edited", 1)]
    [InlineData("UPDATE papers SET due = '2027-01-01' WHERE version = 1", "row.edited", 1)]
    [InlineData("UPDATE papers SET shape = '{\"a\":\"い\",\"b\":[1,2.5]}' WHERE version = 1", "row.edited", 1)]
    [InlineData("UPDATE papers SET shape = '{\"a\":' WHERE version = 1", "row.edited", 1)]
    [InlineData("UPDATE papers SET thumb = x'010204' WHERE version = 1", "row.edited", 1)]
    [InlineData("UPDATE papers SET pages = 'three' WHERE version = 1", "row.edited", 1)]
    [InlineData("DELETE FROM papers WHERE version = 2", "row.missing", 3)]
    [InlineData("INSERT INTO papers SELECT organisation, '019AB3C1-0000-7000-8000-0000000000CC', changed_at, due, pages, sealed, shape, thumb, title, version FROM papers WHERE version = 1", "row.extra", null)]
    [InlineData("INSERT INTO papers SELECT * FROM papers WHERE version = 2", "row.extra", 3)]
    [InlineData("UPDATE events SET body = '{\"title\":\"Forged\"}' WHERE leaf = 1", "event.edited", 1)]
    [InlineData("UPDATE events SET act = 'papers.other' WHERE leaf = 1", "event.edited", 1)]
    [InlineData("UPDATE events SET at = at + 1 WHERE leaf = 1", "event.edited", 1)]
    [InlineData("UPDATE events SET entry_version = 9 WHERE leaf = 1", "event.edited", 1)]
    [InlineData("UPDATE events SET type = 'PaperLost' WHERE leaf = 1", "event.edited", 1)]
    [InlineData("DELETE FROM events WHERE leaf = 1", "event.missing", 1)]
    [InlineData("UPDATE events SET salt = NULL, body = '' WHERE leaf = 0", "event.salt-missing", 0)]
    [InlineData("INSERT INTO events SELECT organisation, id, act, register, entry_id, 9, type, body, person, at, 4, salt FROM events WHERE leaf = 1", "event.extra", 4)]
    [InlineData("INSERT INTO events SELECT organisation, id, act, register, entry_id, 9, type, body, person, at, NULL, salt FROM events WHERE leaf = 1", "event.extra", null)]
    [InlineData("INSERT INTO events SELECT organisation, id, act, register, entry_id, 9, type, body, person, at, 90, salt FROM events WHERE leaf = 1", "event.extra", null)]
    [InlineData("UPDATE leaves SET body = CAST(replace(CAST(body AS TEXT), 'api', 'apj') AS BLOB) WHERE \"index\" = 4", "leaf.differs", 4)]
    [InlineData("DELETE FROM leaves WHERE \"index\" = 4", "leaf.missing", 4)]
    [InlineData("UPDATE ledger_heads SET size = 6; DELETE FROM leaves WHERE \"index\" = 6; DELETE FROM events WHERE leaf = 6", "database.behind", 6)]
    [InlineData("UPDATE chapters SET words = 'Other' WHERE code = '1-a'", "parts.edited", 2)]
    [InlineData("DELETE FROM chapters WHERE code = '1-a'", "parts.edited", 2)]
    [InlineData("DELETE FROM chapters", "parts.edited", 2)]
    [InlineData("INSERT INTO chapters SELECT organisation, book, '9', words FROM chapters WHERE code = '1-a'", "parts.edited", 2)]
    [InlineData("INSERT INTO chapters SELECT organisation, '019AB3C1-0000-7000-8000-0000000000CC', '9', words FROM chapters WHERE code = '1-a'", "parts.edited", null)]
    public async Task Check_OneThingTouched_NamesItAndNothingElse(string sql, string code, int? index)
    {
        _given.Sql(sql);
        Assert.Equal((code, (long?)index, 1), await _given.FirstAsync());
    }

    [Fact]
    public async Task Check_IdInAnotherSpelling_IsMissingToTheProgram()
    {
        _given.Sql("UPDATE papers SET id = lower(id) WHERE version = 2");
        var report = await _given.CheckAsync();
        Assert.Equal(["row.missing", "row.extra"], report.Faults.Select(f => f.Code));
    }

    [Fact]
    public async Task Check_PersonOfAnEventChanged_IsEditedUnlessTheirSaltIsGone()
    {
        _given.Sql("UPDATE events SET person = '019AB3C1-0000-7000-8000-0000000000DD' WHERE leaf = 1; INSERT INTO subject_salts VALUES (@o, '019AB3C1-0000-7000-8000-0000000000DD', x'00112233445566778899aabbccddeeff')");
        Assert.Equal(("event.edited", 1L, 1L), await _given.FirstAsync());
        _given.Sql("DELETE FROM subject_salts");
        Assert.Empty((await _given.CheckAsync()).Faults);
    }

    [Fact]
    public async Task Check_RowThatAnActRemoved_ComesBack()
    {
        _given.Sql("INSERT INTO papers SELECT organisation, (SELECT entry_id FROM events WHERE leaf = 6), changed_at, due, pages, sealed, shape, thumb, title, version FROM papers WHERE version = 1");
        Assert.Equal(("row.extra", 6L, 1L), await _given.FirstAsync());
    }

    [Fact]
    public async Task Check_SeveralThings_GivesTheFirstOfTheLogAndCountsAll()
    {
        _given.Sql("UPDATE papers SET title = 'x'; DELETE FROM leaves WHERE \"index\" = 4");
        var report = await _given.CheckAsync();
        Assert.Equal(3, report.FaultCount);
        Assert.Equal([1L, 3L, 4L], report.Faults.Select(f => f.Index));
        Assert.Contains(_second.ToString(), report.First!.Ja, StringComparison.Ordinal);
        Assert.Contains("Paper", report.First.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_MoreThanAHundred_KeepsTheFirstHundred()
    {
        for (var i = 0; i < 150; i++) _given.Paper("More");
        _given.Sql("DELETE FROM papers");
        var report = await _given.CheckAsync();
        Assert.Equal((152, 100), (report.FaultCount, report.Faults.Count));
        Assert.Equal(report.Faults.Select(f => f.Index).Order(), report.Faults.Select(f => f.Index));
        Assert.Equal(1, report.First!.Index);
    }

    [Fact]
    public async Task Check_Erased_AllowsEventsWithoutSaltBeforeIt()
    {
        _given.Erase(_second);
        Assert.Empty((await _given.CheckAsync()).Faults);
    }

    [Theory]
    [InlineData(true, null)]
    [InlineData(false, "leaf.back-dated")]
    public async Task Check_ClockSetBack_MustBeSaid(bool said, string? code)
    {
        _given.SetBack(TimeSpan.FromMinutes(5), said);
        _given.Paper("Later");
        Assert.Equal(code, (await _given.CheckAsync()).First?.Code);
    }

    [Fact]
    public async Task Check_ActLeftOut_TheVersionsHaveAGap()
    {
        // Leaf 3 is the change of the first paper: somebody wrote the log without it.
        _given.Leaves.RemoveAt(3);
        _given.Sql("DELETE FROM leaves");
        for (var i = 0; i < _given.Leaves.Count; i++) _given.Sql("INSERT INTO leaves VALUES (@o, @i, @b)", ("@i", i), ("@b", _given.Leaves[i]));
        _given.Sql("DELETE FROM events WHERE leaf = 3; UPDATE events SET leaf = leaf - 1 WHERE leaf > 3; UPDATE ledger_heads SET size = 6");
        _given.Paper("One, once more", _first);
        Assert.Contains((await _given.CheckAsync()).Faults, f => f is { Code: "leaf.version", Index: 6 });
    }

    [Fact]
    public async Task Check_ActsBeyondTheCheckpoint_ArePendingAndTheirRowsNotJudged()
    {
        _given.Paper("Two, changed", _second);
        _given.Paper("Brand new");
        var report = await _given.CheckAsync(size: 7);
        Assert.Empty(report.Faults);
        Assert.Equal((2, 2, 2), (report.Pending, report.NewerRows, report.Rows));
    }

    [Fact]
    public async Task Check_PrunedLog_CountsTheRowsThatItCannotAnswerFor()
    {
        var report = await _given.CheckAsync(from: 3);
        Assert.Empty(report.Faults);
        Assert.Equal((4, 1, 2), (report.Leaves, report.Rows, report.PrunedRows));
        _given.Sql("UPDATE papers SET title = 'x' WHERE version = 2");
        Assert.Equal("row.edited", (await _given.CheckAsync(from: 3)).First?.Code);
    }

    [Fact]
    public async Task Check_Adopted_AnswersFromThereAndLeavesOldEventsAlone()
    {
        using var given = new GivenRecords();
        var (a, b) = (Guid.CreateVersion7(new(2026, 1, 1, 0, 0, 0, default)), Guid.CreateVersion7(new(2026, 1, 2, 0, 0, 0, default)));
        given.Sql("INSERT INTO events VALUES (@o, @id, 'papers.open', 'Paper', @a, 7, 'PaperOpened', '{}', @o, 1760000000000, NULL, NULL)", ("@id", b), ("@a", a));
        given.Adopt(a, "Old");
        given.Adopt(b, "Older");
        given.Paper("Old, changed", a);
        var report = await given.CheckAsync();
        Assert.Empty(report.Faults);
        Assert.Equal((2, 1), (report.Adoptions, report.LooseEvents));
        Assert.Equal([(0L, 1L)], report.AdoptedAt);
    }

    [Fact]
    public async Task Check_RegisterThatTheSchemaLacks_IsNamed()
    {
        var schema = GivenRecords.Schema with { Registers = [GivenRecords.Schema.Find("Paper")!], Parts = [] };
        var report = await _given.CheckAsync(source: new DatabaseRecords(_given.Connection, schema));
        Assert.Equal(("register.unknown", 2L), (report.First!.Code, report.First.Index));
    }

    [Theory]
    [InlineData("{}", "v")]
    [InlineData("nonsense", "JSON")]
    [InlineData("""{"act":"x.y","at":"2026-11-24T09:00:00.000Z","by":{"person":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE=","role":"r"},"from":{"protocol":"api"},"outcome":"read","v":2}""", "v")]
    [InlineData("""{"act":"x.y","at":"2026-11-24T09:00:00.000Z","by":{"role":"r"},"from":{"protocol":"api"},"outcome":"read","v":1}""", "by")]
    [InlineData("""{"act":"x.y","at":"2026-11-24 09:00:00.000Z","by":{"person":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE=","role":"r"},"from":{"protocol":"api"},"outcome":"read","v":1}""", "at")]
    [InlineData("""{"at":"2026-11-24T09:00:00.000Z","act":"x.y"}""", "order")]
    [InlineData("""{"act":"x.y","at":"2026-11-24T09:00:00.000Z","by":{"person":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE=","role":"r"},"from":{"protocol":"api"},"outcome":"refused","v":1}""", "code")]
    [InlineData("""{"act":"x.y","at":"2026-11-24T09:00:00.000Z","by":{"person":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE=","role":"r"},"extra":1,"from":{"protocol":"api"},"outcome":"read","v":1}""", "extra")]
    [InlineData("""{"act":"x.y","at":"2026-11-24T09:00:00.000Z","by":{"person":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE=","role":"r"},"from":{"protocol":"api"},"outcome":"done","register":"R","type":"T","v":1,"version":1}""", "entry")]
    public async Task Check_EntryThatIsNoLeaf_SaysWhatIsWrong(string entry, string wrong)
    {
        Assert.False(Leaf.TryParse(Encoding.UTF8.GetBytes(entry), out _, out var found));
        Assert.Equal(wrong, found);
        var check = new RecordCheck();
        check.Take(0, Encoding.UTF8.GetBytes(entry));
        Assert.Equal(("leaf.malformed", 0L), await check.FinishAsync(Ct) is { First: { } first } ? (first.Code, first.Index) : default);
    }

    public void Dispose() => _given.Dispose();
}
