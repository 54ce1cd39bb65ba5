namespace CrmLive;

/// <summary>The days that the program deals with. A year outside of them was typed in half, or is meant to break something.</summary>
public static class Calendar
{
    public static readonly DateOnly First = new(1970, 1, 1);
    public static readonly DateOnly Last = new(2199, 12, 31);

    public static bool Holds(DateOnly day) => day >= First && day <= Last;
}
