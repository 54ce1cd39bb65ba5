using System.Buffers.Binary;
using System.Text;

namespace CrmLive.Bench;

/// <summary>The part of MessagePack that Blazor's script and its server speak, and how a message is framed.</summary>
internal static class BlazorPack
{
    /// <summary>Calls a method of the server; with an id it answers.</summary>
    public static byte[] Call(string? id, string method, params object?[] arguments) => Framed(body =>
    {
        body.WriteByte(0x96);
        body.WriteByte(1);
        body.WriteByte(0x80);
        Write(body, id);
        Write(body, method);
        Write(body, arguments);
        body.WriteByte(0x90);
    });

    public static byte[] Ping { get; } = Framed(body => body.Write([0x91, 6]));

    /// <summary>Takes the messages off the front that are there whole.</summary>
    public static IEnumerable<object?[]> Messages(byte[] received, int count, Action<int> taken)
    {
        var at = 0;
        while (Length(received.AsSpan(at, count - at)) is var (prefix, length) && length >= 0 && at + prefix + length <= count)
        {
            var place = at + prefix;
            at = place + length;
            yield return (object?[])Read(received, ref place)!;
        }

        taken(at);
    }

    private static byte[] Framed(Action<MemoryStream> write)
    {
        using var body = new MemoryStream();
        write(body);
        var framed = new List<byte>((int)body.Length + 5);
        var length = (uint)body.Length;
        do
        {
            framed.Add((byte)((length & 0x7f) | (length > 0x7f ? 0x80u : 0)));
            length >>= 7;
        }
        while (length > 0);
        return [.. framed, .. body.ToArray()];
    }

    private static (int Prefix, int Length) Length(ReadOnlySpan<byte> bytes)
    {
        var length = 0;
        for (var i = 0; i < bytes.Length && i < 5; i++)
        {
            length |= (bytes[i] & 0x7f) << (7 * i);
            if ((bytes[i] & 0x80) == 0)
            {
                return (i + 1, length);
            }
        }

        return (0, -1);
    }

    private static void Write(MemoryStream body, object? value)
    {
        switch (value)
        {
            case null:
                body.WriteByte(0xc0);
                break;
            case bool truth:
                body.WriteByte(truth ? (byte)0xc3 : (byte)0xc2);
                break;
            case long number:
                body.WriteByte(0xd3);
                Span<byte> eight = stackalloc byte[8];
                BinaryPrimitives.WriteInt64BigEndian(eight, number);
                body.Write(eight);
                break;
            case string text:
                var utf8 = Encoding.UTF8.GetBytes(text);
                body.WriteByte(0xdb);
                Span<byte> four = stackalloc byte[4];
                BinaryPrimitives.WriteInt32BigEndian(four, utf8.Length);
                body.Write(four);
                body.Write(utf8);
                break;
            case object?[] list:
                body.WriteByte((byte)(0x90 + list.Length));
                Array.ForEach(list, item => Write(body, item));
                break;
            default:
                throw new NotSupportedException(value.GetType().Name);
        }
    }

    // What is binary counts by its length only: nobody draws it here.
    private static object? Read(byte[] bytes, ref int at)
    {
        var type = bytes[at++];
        return type switch
        {
            <= 0x7f => (long)type,
            <= 0x8f => Map(bytes, ref at, type & 0x0f),
            <= 0x9f => List(bytes, ref at, type & 0x0f),
            <= 0xbf => Text(bytes, ref at, type & 0x1f),
            0xc0 => null,
            0xc2 => false,
            0xc3 => true,
            >= 0xc4 and <= 0xc6 => Skip(ref at, (int)Number(bytes, ref at, 1 << (type - 0xc4))),
            0xca => Skip(ref at, 4),
            0xcb => Skip(ref at, 8),
            >= 0xcc and <= 0xcf => Number(bytes, ref at, 1 << (type - 0xcc)),
            >= 0xd0 and <= 0xd3 => Number(bytes, ref at, 1 << (type - 0xd0)),
            >= 0xd9 and <= 0xdb => Text(bytes, ref at, (int)Number(bytes, ref at, 1 << (type - 0xd9))),
            0xdc or 0xdd => List(bytes, ref at, (int)Number(bytes, ref at, type == 0xdc ? 2 : 4)),
            >= 0xe0 => (long)(sbyte)type,
            _ => throw new NotSupportedException($"MessagePack type {type:x2}"),
        };
    }

    private static long Number(byte[] bytes, ref int at, int size)
    {
        long number = 0;
        for (var i = 0; i < size; i++)
        {
            number = (number << 8) | bytes[at++];
        }

        return number;
    }

    private static string Text(byte[] bytes, ref int at, int length)
    {
        at += length;
        return Encoding.UTF8.GetString(bytes, at - length, length);
    }

    private static object Skip(ref int at, int length)
    {
        at += length;
        return (long)length;
    }

    private static object?[] List(byte[] bytes, ref int at, int length)
    {
        var list = new object?[length];
        for (var i = 0; i < length; i++)
        {
            list[i] = Read(bytes, ref at);
        }

        return list;
    }

    private static object? Map(byte[] bytes, ref int at, int length)
    {
        for (var i = 0; i < 2 * length; i++)
        {
            Read(bytes, ref at);
        }

        return null;
    }
}
