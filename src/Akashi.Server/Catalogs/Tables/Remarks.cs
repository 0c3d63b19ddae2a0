using Akashi.Server.Kernel;
using Akashi.Server.References.Workbook;

namespace Akashi.Server.Catalogs.Tables;

/// <summary>Gathers like remarks into one line of the report: how often, where first, and the first few words concerned.</summary>
internal sealed class Remarks
{
    private const int Samples = 5;
    private readonly List<Remark> remarks = [];

    /// <param name="message">Takes {0}: how often, {1}: the samples.</param>
    public void Count(string code, Text message, CellPlace place, string? sample = null)
    {
        var remark = remarks.Find(r => r.Code == code && r.Message == message);
        if (remark is null) remarks.Add(remark = new(code, message, place));
        remark.Times++;
        if (sample is null || remark.Words.Contains(sample)) return;
        if (remark.Words.Count < Samples) remark.Words.Add(sample);
        else remark.More = true;
    }

    public void Tell(ReadLog log)
    {
        foreach (var r in remarks) log.Say(r.Code, r.Message.With(r.Times, string.Join(", ", r.Words) + (r.More ? " …" : "")), r.Place);
    }

    private sealed class Remark(string code, Text message, CellPlace place)
    {
        public string Code { get; } = code;
        public Text Message { get; } = message;
        public CellPlace Place { get; } = place;
        public int Times { get; set; }
        public List<string> Words { get; } = [];
        public bool More { get; set; }
    }
}
