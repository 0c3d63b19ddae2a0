using System.Security.Cryptography;
using System.Text.Json;
using Akashi.Server.Evidence;
using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Registers.PrivilegedAccess.Recordings;

/// <summary>Recordings and their files. A file must begin with every piece that the log heard of while it was recorded.</summary>
public sealed class RecordingFiles(Desk desk, DbFactory databases, EvidenceStore store)
{
    public const string MediaType = "application/x-asciicast";

    public static readonly Act List = new("recordings.list", new("操作記録の一覧の閲覧", "Read list of recordings"));
    public static readonly Act Play = new("recordings.play", new("操作記録の再生", "Play recording"));

    /// <summary>Newest first, at most 500.</summary>
    public async Task<IReadOnlyList<SshRecording>> OfAsync(Actor by, Guid? request, CancellationToken ct)
    {
        await using var db = databases.Open(by.Organisation);
        PrivilegeRequestId? of = request is { } id ? new(id) : null;
        return await db.SshRecordings.Where(r => request == null || r.Request == of).OrderByDescending(r => r.Id).Take(500).ToListAsync(ct);
    }

    public async Task<SshRecording?> FindAsync(Actor by, Guid id, CancellationToken ct)
    {
        await using var db = databases.Open(by.Organisation);
        return await db.FindEntryAsync<SshRecording>(id, ct);
    }

    /// <returns>Refusals: <c>not-found</c>, <c>recording.not-asciicast</c>, <c>recording.differs</c>, and those of <see cref="SshRecording.Finish"/>.</returns>
    public async Task<Outcome<SshRecording>> FinishAsync(Guid id, Stream content, int? exitCode, Actor by, CancellationToken ct)
    {
        if (await desk.RefusesAsync(SshRecording.Finish, by) is { } denied) return denied;
        await using var db = databases.Open(by.Organisation);
        if (await db.FindEntryAsync<SshRecording>(id, ct) is not { } recording) return Refusal.NotFound;
        if (recording.Person != by.Person) return RecordingRefusals.NotYours;
        string hash;
        long size;
        try
        {
            (hash, size) = await store.PutAsync(content, ct);
        }
        catch (InvalidDataException)
        {
            return RecordingRefusals.TooLarge;
        }
        var told = (await db.Events.Where(e => e.EntryId == id && e.Type == nameof(RecordingMarked)).OrderBy(e => e.EntryVersion).Select(e => e.Body).ToListAsync(ct))
            .Select(body => JsonSerializer.Deserialize<RecordingMark>(body, Columns.Json)!).ToList();
        await using (var file = store.Open(hash)!)
        {
            if (!await IsAsciicastAsync(file, ct)) return RecordingRefusals.NotAsciicast;
            file.Position = 0;
            // The desk refuses once more by the last mark; here every one counts, and the refusal goes on record there.
            if (!await ContinuesAsync(file, told, ct)) (hash, size) = ("", 0);
        }
        return await desk.ActAsync(SshRecording.Finish, id, recording.Version, new RecordingEnd(new(hash, $"{id}.cast", MediaType, size, default), exitCode), by, ct);
    }

    /// <summary>True when the file begins with everything that was told of it.</summary>
    internal static async Task<bool> ContinuesAsync(Stream file, IReadOnlyList<RecordingMark> told, CancellationToken ct)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 16];
        long at = 0;
        foreach (var mark in told)
        {
            while (at < mark.Length)
            {
                var read = await file.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, mark.Length - at)), ct);
                if (read == 0) return false;
                sha.AppendData(buffer, 0, read);
                at += read;
            }
            if (Convert.ToHexStringLower(sha.GetCurrentHash()) != mark.Hash) return false;
        }
        return true;
    }

    private static async Task<bool> IsAsciicastAsync(Stream file, CancellationToken ct)
    {
        using var reader = new StreamReader(file, leaveOpen: true);
        var head = new char[4096];
        var line = new string(head, 0, await reader.ReadBlockAsync(head, ct)).Split('\n')[0];
        try
        {
            using var json = JsonDocument.Parse(line);
            return json.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("version", out var version) && version.TryGetInt32(out var number) && number == 2;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
