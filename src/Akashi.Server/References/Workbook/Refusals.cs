using System.Globalization;
using Akashi.Server.Kernel;

namespace Akashi.Server.References.Workbook;

/// <summary>Why a file as a whole is not read: the words for each case. A file's own name is its place.</summary>
internal static class Refusals
{
    public static ReadProblem Empty(CellPlace at) => new("workbook.empty", new(
        "ファイルが空です。送信元のファイルを確かめてください。",
        "The file is empty. Please check the original."), at);

    public static ReadProblem TooLarge(CellPlace at) => new("workbook.too-large", new Text(
        "ファイルが大きすぎます（上限{0:N0}バイト）。不要なシートや画像を除くか、シートごとに分けてください。",
        "The file is too large (limit {0:N0} bytes). Please remove sheets and pictures that are not needed, or split it by sheet.").With(ReadLimits.FileBytes), at);

    public static ReadProblem OldFormat(CellPlace at) => new("workbook.old-format", new(
        "古い形式またはバイナリ形式のブック（.xls、.xlsb）です。Excelで「Excelブック（.xlsx）」として保存し直してください。",
        "This is a workbook in an old or binary format (.xls, .xlsb). Please save it in Excel as “Excel Workbook (.xlsx)”."), at);

    public static ReadProblem Encrypted(CellPlace at) => new("workbook.encrypted", new(
        "パスワードで保護されたファイルです。Excelでパスワードを解除し、保存し直してください。",
        "The file is protected by a password. Please remove the password in Excel and save it again."), at);

    public static ReadProblem Macro(CellPlace at, string found) => new("workbook.macro", new Text(
        "マクロを含むブックは受け付けていません（{0}）。「Excelブック（.xlsx）」として保存し直すと、マクロが外れます。",
        "Workbooks with macros are not accepted ({0}). Saving it as “Excel Workbook (.xlsx)” removes the macros.").With(found), at);

    public static ReadProblem NotAWorkbook(CellPlace at, string looksLike) => new("workbook.not-a-workbook", new Text(
        "ExcelブックでもCSVでもないファイルです（{0}）。.xlsxまたは.csvのファイルを選んでください。",
        "The file is neither an Excel workbook nor CSV ({0}). Please choose an .xlsx or .csv file.").With(looksLike), at);

    public static ReadProblem Bomb(CellPlace at, Text what) => new("workbook.bomb", new(
        $"展開すると異常に大きくなるため、読み込みを中止しました（{what.Ja}）。書式だけの行や列を削除し、保存し直してください。",
        $"Reading was stopped because the file unpacks to an abnormal size ({what.En}). Please delete rows and columns that hold only formatting and save it again."), at);

    public static ReadProblem Broken(CellPlace at, Text what) => new("workbook.broken", new(
        $"ファイルが壊れていて、ここから先を読めません（{what.Ja}）。Excelで開いて保存し直すか、元のファイルを入手し直してください。",
        $"The file is damaged and cannot be read beyond this place ({what.En}). Please open and save it in Excel, or get the original again."), at);

    public static ReadProblem CellTooLong(CellPlace at) => new("cell.too-long", new Text(
        "セルの文字数が上限（{0:N0}文字）を超えています。内容を分けてください。",
        "The cell holds more than {0:N0} characters. Please split its content.").With(ReadLimits.CellCharacters), at);

    public static ReadProblem Encoding(CellPlace at) => new("csv.encoding", new(
        "文字コードを判別できません。UTF-8またはShift_JIS（CP932）で保存し直してください。",
        "The character encoding is not known. Please save the file as UTF-8 or Shift_JIS (CP932)."), at);

    public static ReadProblem Quote(CellPlace at, int line) => new("csv.quote", new Text(
        "{0}行目の引用符（\"）の対応が取れていません。セル内の\"は\"\"と書き、セル全体を\"で囲んでください。",
        "The quotation marks in line {0} do not match. Please write \" inside a cell as \"\" and put the whole cell in quotation marks.").With(line), at);

    public static Text UnpackedSize => new Text("展開後の合計が{0:N0}バイト超", "more than {0:N0} bytes in all").With(ReadLimits.UnpackedBytes);
    public static Text PackedRatio => new Text("圧縮率が{0}倍超", "packed more than {0} times").With(ReadLimits.Ratio);
    public static Text EntryCount => new Text("格納ファイルが{0:N0}個超", "more than {0:N0} entries").With(ReadLimits.Entries);
    public static Text CellCount => new Text("セルが{0:N0}個超", "more than {0:N0} cells").With(ReadLimits.Cells);
    public static Text CharacterCount => new Text("文字数の合計が{0:N0}超", "more than {0:N0} characters in all").With(ReadLimits.Characters);
    public static Text SharedStringCount => new Text("共有文字列が{0:N0}個超", "more than {0:N0} shared strings").With(ReadLimits.SharedStrings);
    public static Text MergeCount => new Text("セルの結合が{0:N0}か所超", "more than {0:N0} merged ranges").With(ReadLimits.Merges);
    public static Text LongRun => new("途切れのない長大なデータ", "an endless run of data");
    public static Text Depth => new Text("入れ子が{0}段超", "nested deeper than {0}").With(ReadLimits.Depth);

    /// <summary>Broken at a line of a part of the package.</summary>
    public static Text At(string part, int line, int column) => new(
        string.Create(CultureInfo.InvariantCulture, $"{part} の{line}行{column}文字目"),
        string.Create(CultureInfo.InvariantCulture, $"{part}, line {line}, position {column}"));

    public static FileRefusedException Because(ReadProblem problem) => new(problem);
}
