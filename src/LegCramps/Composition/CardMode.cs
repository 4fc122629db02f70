namespace LegCramps.Composition;

/// <summary>What becomes of a card that is due, whoever says so: its own status, the deployment, or the client.</summary>
public enum CardMode
{
    On,

    /// <summary>Evaluated, composed and counted, never shown.</summary>
    Silent,

    Off,
}
