@echo off
rem Starts Glassbox: without arguments the window, with arguments the command line (try: glassbox --help).
rem GLASSBOX_JAVA names the java program to use, JAVA_OPTS adds options for it.
rem Unlike the sh script it leaves Java's own words on stderr: cmd has no descriptor beside 0, 1 and 2 that Java could write to.
setlocal EnableExtensions DisableDelayedExpansion
set "java="

if not defined GLASSBOX_JAVA goto search
set "named=%GLASSBOX_JAVA:"=%"
call :try "%named%"
if defined java goto start
setlocal EnableDelayedExpansion
echo error: GLASSBOX_JAVA: !named! is not a java program of version 25 or newer; name another one>&2
exit /b 1

:search
if defined JAVA_HOME call :try "%JAVA_HOME:"=%\bin\java.exe"
for %%j in (java.exe) do call :try "%%~$PATH:j"
call :folders "%ProgramFiles%\Eclipse Adoptium"
call :folders "%ProgramFiles%\Java"
call :folders "%ProgramFiles%\Microsoft"
call :folders "%ProgramFiles%\Zulu"
call :folders "%ProgramFiles%\Amazon Corretto"
call :folders "%ProgramFiles%\BellSoft"
call :folders "%ProgramFiles%\Semeru"
call :folders "%LocalAppData%\Programs\Eclipse Adoptium"
call :folders "%UserProfile%\.jdks"
call :folders "%UserProfile%\scoop\apps" current\
if defined java goto start
echo error: java: no Java 25 or newer found; install a JDK 25 (for example Eclipse Temurin) or set GLASSBOX_JAVA>&2
exit /b 1

rem Tries the JDKs in the folder %1, each in its sub-folder %2.
:folders
if not exist "%~1\" exit /b
pushd "%~1"
for /d %%d in (*) do call :try "%~1\%%d\%~2bin\java.exe"
popd
exit /b

rem Makes %1 the java to use if none is chosen yet and it is a java program of version 25 or newer.
rem Asks the JDK's release file first: that costs no start of a JVM. The names are relative, so that no space or bracket in them needs care.
:try
if defined java exit /b
if "%~1"=="" exit /b
if not exist "%~f1" exit /b
set "version="
pushd "%~dp1"
if exist ..\release for /f "tokens=1,2 delims==" %%a in (..\release) do if "%%a"=="JAVA_VERSION" set "version=%%b"
if not defined version for /f "tokens=1-3" %%a in ('".\%~nx1" -version 2^>^&1') do if "%%b"=="version" set "version=%%c"
popd
if not defined version exit /b
set "version=%version:"=%"
set "number=0"
for /f "delims=.-" %%v in ("%version%") do set /a "number=%%v" 2>nul
if %number% GEQ 25 set "java=%~f1"
exit /b

:start
rem The Vector API makes training fast. Java must be told to load it, and one without it (a small runtime image) refuses the option.
set "vectors=--add-modules jdk.incubator.vector"
"%java%" %vectors% --version >nul 2>&1
if errorlevel 1 set "vectors="
"%java%" --enable-native-access=javafx.graphics %vectors% ^
  -XX:CompileCommand=quiet "-XX:CompileCommand=inline,dev.glassbox.kernel.VectorMath::*" ^
  --add-exports=javafx.base/com.sun.javafx.event=org.controlsfx.controls ^
  --add-opens=javafx.graphics/javafx.scene=org.controlsfx.controls ^
  -Djava.awt.headless=true %JAVA_OPTS% ^
  --module-path "%~dp0..\lib" --module dev.glassbox/dev.glassbox.app.Main %*
exit /b %errorlevel%
