using Akashi.Ledger;
using Akashi.Server.Kernel;

namespace Akashi.Server.Ledger;

/// <summary>Where the logs lie: one folder per organisation, as any static web server can serve it.</summary>
public sealed class LedgerFolders(string folder)
{
    public const string CheckpointFile = "checkpoint";

    /// <summary>The log's public keys, a vkey per line.</summary>
    public const string KeysFile = "vkeys";

    /// <summary>Who must have cosigned (tlog-policy); written by people. Absent: nobody need.</summary>
    public const string PolicyFile = "policy";

    /// <summary>Which register lies in which table: docs/formats/ledger-leaf.md.</summary>
    public const string SchemaFile = "schema.json";

    /// <summary>The first index that is still published, in decimal; absent in a log that was never pruned.</summary>
    public const string MinimumFile = "minimum-index";

    public string Of(OrganisationId organisation) => Path.Combine(folder, organisation.Value.ToString());

    public FolderStorage Storage(OrganisationId organisation) => new(Of(organisation));

    public string FileOf(OrganisationId organisation, string name) => Path.Combine(Of(organisation), name);
}
