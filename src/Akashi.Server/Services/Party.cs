using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Akashi.Server.Services;

public readonly record struct PartyId(Guid Value) : IId;

/// <summary>当事者. A company or institution in the chain from cloud to user.</summary>
public sealed class Party : Entry
{
    public PartyId Id { get; private set; }
    public PartyKind Kind { get; private set; }
    public Text Name { get; private set; }

    public override Guid Key => Id.Value;

    public static readonly OpenAct<Party, PartyBody> Register = new("parties.register", new("当事者の登録", "Register party"), (body, stand, id) =>
    {
        var party = new Party { Id = new(id) };
        return party.Take(body, stand, first: true) is { } no ? no : party;
    });

    public static readonly Act<Party, PartyBody> Change = new("parties.change", new("当事者の変更", "Change party"), (party, body, stand) => party.Take(body, stand, first: false));

    /// <returns>Refusals: <c>party.unnamed</c>; <c>party.kind-fixed</c>, since duties were assigned by kind.</returns>
    private Refusal? Take(PartyBody body, Stand stand, bool first)
    {
        if (string.IsNullOrWhiteSpace(body.Name.Ja) || string.IsNullOrWhiteSpace(body.Name.En))
            return new("party.unnamed", new("名称は日本語と英語の両方を入力してください。", "Please give the name in both Japanese and English."), 400);
        if (!first && body.Kind != Kind)
            return new("party.kind-fixed", new("当事者の立場は登録後に変えられません。新しい当事者として登録してください。", "A party's kind cannot change; register a new party."));
        (Kind, Name) = (body.Kind, body.Name);
        Record(first ? new PartyRegistered(Kind, Name) : new PartyChanged(Name), stand.At);
        return null;
    }

    internal sealed class Table : IEntityTypeConfiguration<Party>
    {
        public void Configure(EntityTypeBuilder<Party> builder)
        {
            builder.ToTable("parties");
            builder.HasKey(x => new { x.Organisation, x.Id });
            builder.TwoLanguages(x => x.Name);
        }
    }
}

public sealed record PartyBody(PartyKind Kind, Text Name);

public sealed record PartyRegistered(PartyKind Kind, Text Name) : Event;

public sealed record PartyChanged(Text Name) : Event;
