namespace Fleet.Ssh;

/// <summary>The first byte of each message (RFC 4250 section 4.1.2, RFC 8308 section 2.3).</summary>
public enum MessageNumber : byte
{
#pragma warning disable CS1591, CA1069 // The names are those of the RFCs; numbers from 60 mean what the method says (RFC 4252 section 6).
    Disconnect = 1,
    Ignore = 2,
    Unimplemented = 3,
    Debug = 4,
    ServiceRequest = 5,
    ServiceAccept = 6,
    ExtInfo = 7,
    KexInit = 20,
    NewKeys = 21,
    KexDhInit = 30,
    KexDhReply = 31,
    UserAuthRequest = 50,
    UserAuthFailure = 51,
    UserAuthSuccess = 52,
    UserAuthBanner = 53,
    UserAuthPublicKeyOk = 60,
    UserAuthInfoRequest = 60,
    UserAuthInfoResponse = 61,
    GlobalRequest = 80,
    RequestSuccess = 81,
    RequestFailure = 82,
    ChannelOpen = 90,
    ChannelOpenConfirmation = 91,
    ChannelOpenFailure = 92,
    ChannelWindowAdjust = 93,
    ChannelData = 94,
    ChannelExtendedData = 95,
    ChannelEof = 96,
    ChannelClose = 97,
    ChannelRequest = 98,
    ChannelSuccess = 99,
    ChannelFailure = 100,
#pragma warning restore CS1591, CA1069
}
