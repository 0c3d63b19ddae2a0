using Akashi.Server.Kernel;

namespace Akashi.Server.Web.Services;

internal static class ServiceWords
{
    public static readonly Text Lead = new("サービス{1}件と当事者{0}者を登録しています。", "{1} services and {0} parties are registered.");
    public static readonly Text Empty = new("サービスはまだ登録されていません。", "No services yet.");
    public static readonly Text EmptyDo = new("まず当事者を、次にその当事者が提供するサービスを登録してください。", "Register a party first, then the service it offers.");
    public static readonly Text Graph = new("どのサービスがどの土台の上にあるか", "What is built on what");
    public static readonly Text Services = new("サービス", "Services");
    public static readonly Text Parties = new("当事者", "Parties");
    public static readonly Text NewService = new("サービスを登録", "Register a service");
    public static readonly Text NewParty = new("当事者を登録", "Register a party");
    public static readonly Text EditService = new("サービスの変更", "Change service");
    public static readonly Text EditParty = new("当事者の変更", "Change party");
    public static readonly Text Edit = new("変更", "Change");
    public static readonly Text Name = new("名称", "Name");
    public static readonly Text NameJa = new("名称（日本語）", "Name (Japanese)");
    public static readonly Text NameEn = new("名称（英語）", "Name (English)");
    public static readonly Text Slug = new("識別名", "Short name");
    public static readonly Text SlugHint = new("アドレスやコマンドで使います。英小文字・数字・ハイフン、40字まで。", "For addresses and commands: lower case letters, digits, hyphens, up to 40.");
    public static readonly Text Party = new("提供する当事者", "Offered by");
    public static readonly Text PartyFixed = new("登録後は変えられません。", "Cannot be changed after registration.");
    public static readonly Text Kind = new("立場", "Kind");
    public static readonly Text Model = new("提供形態", "Delivery model");
    public static readonly Text BuiltOn = new("土台のサービス", "Built on");
    public static readonly Text BuiltOnHint = new("直接の土台だけを選びます。土台の対応状況が、このサービスのカバー状況に引き継がれます。", "Only what it stands on directly. Their statements count towards this service's coverage.");
    public static readonly Text NothingBelow = new("なし", "None");
    public static readonly Text Regions = new("リージョン", "Regions");
    public static readonly Text Region = new("リージョン", "Region");
    public static readonly Text Sites = new("拠点", "Sites");
    public static readonly Text Code = new("コード", "Code");
    public static readonly Text AddRegion = new("リージョンを追加", "Add a region");
    public static readonly Text AddSite = new("拠点を追加", "Add a site");
    public static readonly Text Remove = new("外す", "Remove");
    public static readonly Text RemoveNamed = new("{0} を外す", "Remove {0}");
    public static readonly Text Offers = new("提供するサービス", "Services offered");
    public static readonly Text Choose = new("選んでください", "Choose");
    public static readonly Text NeedName = new("名称を入力してください。", "Please give the name.");
    public static readonly Text NeedSlug = new("英小文字・数字・ハイフンで入力してください。", "Use lower case letters, digits and hyphens.");
    public static readonly Text NeedParty = new("提供する当事者を選んでください。", "Please choose the party.");
    public static readonly Text NeedCode = new("コードと両方の名称を入力してください。", "Please give the code and both names.");
    public static readonly Text NoParties = new("先に当事者を登録してください。", "Register a party first.");
    public static readonly Text WhoSees = new("保存すると、この組織の全員が見られるようになり、変更の記録が残ります。", "Everyone in this organisation will see it, and the change is recorded.");
}
