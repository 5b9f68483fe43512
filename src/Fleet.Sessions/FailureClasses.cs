namespace Fleet.Sessions;

/// <summary>What failure classes have in common.</summary>
public static class FailureClasses
{
    extension(FailureClass failure)
    {
        /// <summary>Whether no session was held at all: no fault of the device's shows in it.</summary>
        public bool IsNotTried =>
            failure is FailureClass.Quarantined or FailureClass.CredentialPaused or FailureClass.SiteUnavailable;
    }
}
