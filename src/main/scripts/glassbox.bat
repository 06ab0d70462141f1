@echo off
rem Starts Glassbox: without arguments the window, with arguments the command line (try: glassbox --help).
rem GLASSBOX_JAVA names the java program to use, JAVA_OPTS adds options for it.
setlocal
set "java=%GLASSBOX_JAVA%"
if not defined java if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java.exe"
if not defined java set "java=java"
"%java%" --version >nul 2>&1
if errorlevel 1 (
  echo error: java: no Java found; install a JDK 25 ^(for example Eclipse Temurin^) or set GLASSBOX_JAVA 1>&2
  exit /b 1
)
"%java%" --enable-native-access=javafx.graphics ^
  -XX:CompileCommand=quiet "-XX:CompileCommand=inline,dev.glassbox.kernel.VectorMath::*" ^
  --add-exports=javafx.base/com.sun.javafx.event=org.controlsfx.controls ^
  --add-opens=javafx.graphics/javafx.scene=org.controlsfx.controls ^
  -Djava.awt.headless=true %JAVA_OPTS% ^
  --module-path "%~dp0..\lib" --module dev.glassbox/dev.glassbox.app.Main %*
exit /b %errorlevel%
