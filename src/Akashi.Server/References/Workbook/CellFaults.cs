using Akashi.Server.Kernel;

namespace Akashi.Server.References.Workbook;

/// <summary>Cells that hold no value a person typed or Excel computed.</summary>
internal static class CellFaults
{
    public static ReadProblem Of(TableCell cell, CellPlace place) => cell.State is CellState.Error
        ? new("cell.error", new Text(
            "セルがExcelのエラー（{0}）になっています。数式を直すか、値を入力してください。",
            "The cell shows an Excel error ({0}). Please correct the formula or type the value.").With(cell.Text), place)
        : new("cell.no-value", new(
            "数式の計算結果が保存されていません。Excelで開いて保存し直すか、値を入力してください。",
            "The result of the formula was never stored. Please open and save the file in Excel, or type the value."), place);
}
