using System.Text;
using Akashi.Server.Kernel;

namespace Akashi.Server.References.Workbook;

/// <summary>Tells by a file's first bytes, never by its name, what it is, and has it read or refuses it.</summary>
internal static class FileGate
{
    private static readonly byte[] Zip = [0x50, 0x4B, 0x03, 0x04];
    private static readonly byte[] EmptyZip = [0x50, 0x4B, 0x05, 0x06];
    private static readonly byte[] Ole = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    private static readonly byte[] EncryptedPackage = Encoding.Unicode.GetBytes("EncryptedPackage");

    /// <summary>The tables of a file, or why there are none.</summary>
    public static FileTables Open(InputFile file, CancellationToken ct)
    {
        var whole = new CellPlace(file.Name, null, "");
        try
        {
            var bytes = Load(file.Content, whole, ct);
            ReadOnlySpan<byte> start = bytes.Span;
            if (start.IsEmpty) return new(Refusals.Empty(whole));
            if (start.StartsWith(Ole))
                return new(start.IndexOf(EncryptedPackage) >= 0 ? Refusals.Encrypted(whole) : Refusals.OldFormat(whole));
            if (start.StartsWith(Zip) || start.StartsWith(EmptyZip)) return XlsxTables.Read(file.Name, bytes, ct);
            return LooksLike(start) is { } other
                ? new(Refusals.NotAWorkbook(whole, other))
                : new([CsvTables.Read(file.Name, bytes.Span, ct)], []);
        }
        catch (FileRefusedException refused)
        {
            return new(refused.Problem);
        }
    }

    private static ReadOnlyMemory<byte> Load(Stream content, CellPlace whole, CancellationToken ct)
    {
        using var memory = new MemoryStream();
        var buffer = new byte[81_920];
        int read;
        while ((read = content.Read(buffer)) > 0)
        {
            ct.ThrowIfCancellationRequested();
            if (memory.Length + read > ReadLimits.FileBytes) throw new FileRefusedException(Refusals.TooLarge(whole));
            memory.Write(buffer, 0, read);
        }
        return memory.GetBuffer().AsMemory(0, (int)memory.Length);
    }

    /// <summary>What a file is that is neither workbook nor plain text; null for plain text.</summary>
    private static string? LooksLike(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith("%PDF"u8)) return "PDF";
        if (start.StartsWith("\x89PNG"u8) || start.StartsWith(new byte[] { 0x89, 0x50, 0x4E, 0x47 })) return "PNG";
        if (start.StartsWith(new byte[] { 0xFF, 0xD8, 0xFF })) return "JPEG";
        if (start.StartsWith(new byte[] { 0xFF, 0xFE }) || start.StartsWith(new byte[] { 0xFE, 0xFF })) return null;
        var head = start[..Math.Min(start.Length, 8_192)];
        if (head.IndexOfAnyInRange((byte)0, (byte)8) >= 0) return new Text("バイナリ", "binary data");
        var text = head.TrimStart(" \t\r\n\uFEFF"u8);
        return text.StartsWith("<"u8) ? "HTML / XML" : null;
    }
}

/// <summary>What a file gave: its tables and remarks on it, or the reason for a refusal.</summary>
internal sealed record FileTables(IReadOnlyList<Table> Tables, IReadOnlyList<ReportLine> Report, ReadProblem? Problem = null)
{
    public FileTables(ReadProblem problem) : this([], [], problem)
    {
    }
}
