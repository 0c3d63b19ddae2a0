namespace Akashi.Server.References.Workbook;

/// <summary>How much a file may ask of the reader. What is beyond is refused before it can hurt.</summary>
public static class ReadLimits
{
    /// <summary>Size of a file as it arrives, in bytes.</summary>
    public const int FileBytes = 64 * 1024 * 1024;

    /// <summary>Bytes unpacked from one workbook, counted while reading; the size a header claims is not believed.</summary>
    public const long UnpackedBytes = 512L * 1024 * 1024;

    /// <summary>Entries of the zip archive.</summary>
    public const int Entries = 2_000;

    /// <summary>Unpacked bytes per packed byte of an entry, judged above <see cref="RatioFrom"/>.</summary>
    public const int Ratio = 200;

    /// <summary>Unpacked bytes from which <see cref="Ratio"/> is judged.</summary>
    public const long RatioFrom = 1024 * 1024;

    /// <summary>Bytes of XML without a tag: no cell is that long.</summary>
    public const int TextRunBytes = 1024 * 1024;

    /// <summary>Unpacked bytes of a sheet up to which it is held in memory and read by the quick reader.</summary>
    public const int PlainBytes = 16 * 1024 * 1024;

    /// <summary>Depth of XML elements; a sheet needs about ten.</summary>
    public const int Depth = 64;

    /// <summary>Cells of one file.</summary>
    public const int Cells = 5_000_000;

    /// <summary>Characters in the cells of one file, counted each time a shared string is used.</summary>
    public const long Characters = 32L * 1024 * 1024;

    /// <summary>Entries of the table of shared strings.</summary>
    public const int SharedStrings = 1_000_000;

    /// <summary>Characters in one cell, as in Excel.</summary>
    public const int CellCharacters = 32_767;

    /// <summary>Rows and columns of a sheet, as in Excel.</summary>
    public const int Rows = 1_048_576;
    public const int Columns = 16_384;

    /// <summary>Merged ranges of a sheet.</summary>
    public const int Merges = 100_000;

    /// <summary>Problems told one by one; a last one says how many more there are.</summary>
    public const int Problems = 200;
}
