// File modes, /dev/full and openssl: what is tested here is Unix.
[assembly: System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
