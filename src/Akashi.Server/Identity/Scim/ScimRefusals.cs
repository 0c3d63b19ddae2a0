using Akashi.Server.Kernel;

namespace Akashi.Server.Identity.Scim;

/// <summary>What the provisioning interface says no to (RFC 7644, 3.12).</summary>
internal static class ScimRefusals
{
    public static readonly Refusal Syntax = new("scim.syntax", new("リクエストの本文を読み取れません。", "The body of the request cannot be read."), 400);
    public static readonly Refusal Filter = new("scim.filter", new("使えるフィルターは、決まった属性の eq を and でつないだものだけです。", "Only eq on some attributes can be filtered by, joined with and."), 400);
    public static readonly Refusal Path = new("scim.path", new("PATCHのpathを読み取れません。", "The path of the patch cannot be read."), 400);
    public static readonly Refusal NoTarget = new("scim.no-target", new("PATCHの対象がありません。", "The patch has no target."), 400);
    public static readonly Refusal ReadOnly = new("scim.read-only", new("この属性は書き換えられません。", "This attribute cannot be written."), 400);
    public static readonly Refusal Member = new("scim.member", new("外部ID連携の対象でない利用者はメンバーにできません。", "Only provisioned users can be members."), 400);
    public static readonly Refusal NameTaken = new("scim.name-taken", new("同じ名前がすでにあります。", "This name is taken."));
    public static readonly Refusal EmailTaken = new("scim.email-taken", new("同じメールアドレスの利用者がすでにいます。その方を連携の対象にするには、利用者管理者が移管します。", "Somebody with this e-mail address is here already; a user administrator can hand them over to provisioning."));

    public static Refusal Value(string attribute, int most) => new("scim.value", new Text("属性「{0}」の値が正しくありません（必須、または上限{1}）。", "The value of “{0}” cannot be: missing, or more than {1}.").With(attribute, most), 400);

    /// <summary>The keyword of RFC 7644, table 9; null where it has none.</summary>
    public static string? TypeOf(Refusal refusal) => refusal.Code switch
    {
        "scim.syntax" => "invalidSyntax",
        "scim.filter" => "invalidFilter",
        "scim.path" => "invalidPath",
        "scim.no-target" => "noTarget",
        "scim.read-only" => "mutability",
        "scim.name-taken" or "scim.email-taken" or "duplicate" => "uniqueness",
        _ => refusal.Status == 400 ? "invalidValue" : null,
    };
}
