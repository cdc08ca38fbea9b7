; Inno Setup: the installer for Windows. tools/build_app.py calls ISCC with /DVersion=…
#ifndef Version
  #error Say /DVersion=…
#endif

[Setup]
AppId={{6E4A1C52-7D0B-4E0E-9B5D-1C3A7F0F5A21}
AppName=mirstudio
AppVersion={#Version}
AppPublisher=The mirstudio maintainers
DefaultDirName={autopf}\mirstudio
DefaultGroupName=mirstudio
DisableProgramGroupPage=yes
; For this user alone unless asked otherwise: no administrator is needed.
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
LicenseFile=..\..\LICENSE
OutputDir=..\..\dist
OutputBaseFilename=mirstudio-{#Version}-windows-x64
Compression=lzma2/max
SolidCompression=yes
WizardStyle=modern
ChangesEnvironment=yes
UninstallDisplayIcon={app}\mirstudio-window.exe
; Where a certificate is configured (ISCC /Ssign=…), the installer and its uninstaller are signed.
#ifdef Sign
SignTool=sign
SignedUninstaller=yes
#endif

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "de"; MessagesFile: "compiler:Languages\German.isl"
Name: "ko"; MessagesFile: "compiler:Languages\Korean.isl"

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked
Name: "path"; Description: "Add the command mirstudio to PATH"; Flags: unchecked

[Files]
Source: "..\..\dist\mirstudio\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[Icons]
Name: "{group}\mirstudio"; Filename: "{app}\mirstudio-window.exe"
Name: "{autodesktop}\mirstudio"; Filename: "{app}\mirstudio-window.exe"; Tasks: desktopicon

[Registry]
Root: HKA; Subkey: "Software\Classes\Applications\mirstudio-window.exe\shell\open\command"; \
  ValueType: string; ValueData: """{app}\mirstudio-window.exe"" ""%1"""; Flags: uninsdeletekey
Root: HKCU; Subkey: "Environment"; ValueType: expandsz; ValueName: "Path"; \
  ValueData: "{olddata};{app}"; Tasks: path; Check: NotOnPath

[Run]
Filename: "{app}\mirstudio-window.exe"; Description: "{cm:LaunchProgram,mirstudio}"; \
  Flags: nowait postinstall skipifsilent

[Code]
function NotOnPath: Boolean;
var
  Path: String;
begin
  if not RegQueryStringValue(HKCU, 'Environment', 'Path', Path) then
    Path := '';
  Result := Pos(';' + Uppercase(ExpandConstant('{app}')) + ';', ';' + Uppercase(Path) + ';') = 0;
end;
