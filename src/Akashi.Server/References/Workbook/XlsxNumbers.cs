using System.Globalization;
using System.Xml;

namespace Akashi.Server.References.Workbook;

/// <summary>Turns a stored number into what its cell shows: a date, a time, leading zeros. ISO/IEC 29500-1 §18.8.30.</summary>
internal sealed class XlsxNumbers
{
    private readonly List<NumberKind> styles = [];
    private readonly List<int> widths = [];
    private readonly bool from1904;

    /// <param name="styles">The styles part; null when the workbook has none.</param>
    /// <param name="from1904">Days are counted from 1904-01-01, as old Macintosh workbooks do.</param>
    public XlsxNumbers(XmlReader? styles, bool from1904, CellPlace file)
    {
        this.from1904 = from1904;
        if (styles is null) return;
        var formats = new Dictionary<int, string>();
        var inCells = false;
        while (XlsxText.Next(styles, file))
        {
            if (styles.LocalName == "cellXfs") inCells = styles.NodeType is XmlNodeType.Element && !styles.IsEmptyElement;
            if (styles.NodeType is not XmlNodeType.Element || this.styles.Count > 100_000) continue;
            if (styles.LocalName == "numFmt" && int.TryParse(styles.GetAttribute("numFmtId"), out var id))
                formats[id] = styles.GetAttribute("formatCode") ?? "";
            else if (inCells && styles.LocalName == "xf")
                Add(int.TryParse(styles.GetAttribute("numFmtId"), out var used) ? used : 0, formats);
        }
    }

    /// <param name="value">The number as stored, e.g. <c>43602</c>.</param>
    /// <param name="style">Index of the cell's style.</param>
    public string Show(string value, int style)
    {
        if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number)) return value;
        var kind = style >= 0 && style < styles.Count ? styles[style] : NumberKind.Plain;
        if (kind is NumberKind.Zeros && number == Math.Floor(number) && number is >= 0 and < 1e15)
            return ((long)number).ToString("D" + widths[style], CultureInfo.InvariantCulture);
        return (kind is NumberKind.Date or NumberKind.Time or NumberKind.DateTime ? Moment(number, kind) : null)
            ?? number.ToString("G15", CultureInfo.InvariantCulture);
    }

    private string? Moment(double number, NumberKind kind)
    {
        if (kind is NumberKind.Time && number is >= 0 and < 1)
            return TimeOnly.MinValue.Add(TimeSpan.FromDays(number)).ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        return Day(number, from1904) is not { } day ? null
            : kind is NumberKind.Date || day.TimeOfDay == TimeSpan.Zero ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : day.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
    }

    /// <summary>The moment of a serial number; null when there is none. 1900 has a 29 February in Excel, so serials before 61 are a day off.</summary>
    public static DateTime? Day(double serial, bool from1904 = false)
    {
        if (from1904) serial += 1_462;
        if (serial is < 1 or >= 2_958_466 || Math.Floor(serial) == 60) return null;
        return DateTime.FromOADate(serial < 60 ? serial + 1 : serial);
    }

    private void Add(int id, Dictionary<int, string> formats)
    {
        var format = formats.GetValueOrDefault(id);
        var zeros = format is { Length: > 1 and < 16 } && format.All(c => c == '0');
        styles.Add(zeros ? NumberKind.Zeros : format is not null ? Kind(format) : id switch
        {
            >= 14 and <= 17 or >= 27 and <= 31 or >= 34 and <= 36 or >= 50 and <= 58 => NumberKind.Date,
            >= 18 and <= 21 or 32 or 33 or 45 or 47 => NumberKind.Time,
            22 => NumberKind.DateTime,
            _ => NumberKind.Plain,
        });
        widths.Add(zeros ? format!.Length : 0);
    }

    /// <summary>Looks for the letters of dates in the first section of a format, outside quotes, brackets and escapes.</summary>
    private static NumberKind Kind(string format)
    {
        var (date, time, month) = (false, false, false);
        for (var i = 0; i < format.Length && format[i] != ';'; i++)
        {
            switch (char.ToLowerInvariant(format[i]))
            {
                case '"': i = Past(format, '"', i); break;
                // [h], [m] and [s] count hours and more beyond a day: no moment.
                case '[' when i + 1 < format.Length && char.ToLowerInvariant(format[i + 1]) is ('h' or 'm' or 's'): return NumberKind.Plain;
                case '[': i = Past(format, ']', i); break;
                case '\\' or '_' or '*': i++; break;
                case 'y' or 'd' or 'e' or 'g' when !format.StartsWith("General", StringComparison.OrdinalIgnoreCase) && !format.Contains("E+", StringComparison.Ordinal): date = true; break;
                case 'h' or 's': time = true; break;
                case 'm': month = true; break;
                default: break;
            }
        }
        date |= month && !time;
        return (date, time) switch
        {
            (true, true) => NumberKind.DateTime,
            (true, false) => NumberKind.Date,
            (false, true) => NumberKind.Time,
            _ => NumberKind.Plain,
        };
    }

    private static int Past(string format, char end, int from) =>
        format.IndexOf(end, from + 1) is var at && at < 0 ? format.Length : at;

    private enum NumberKind : byte { Plain, Zeros, Date, Time, DateTime }
}
