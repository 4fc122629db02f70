FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source

# Packages first: this layer is built again only when a version changes.
COPY global.json Directory.Build.props Directory.Packages.props ./
COPY src/LegCramps/LegCramps.csproj src/LegCramps/packages.lock.json src/LegCramps/
COPY src/LegCramps.Service/LegCramps.Service.csproj src/LegCramps.Service/packages.lock.json src/LegCramps.Service/
RUN ["dotnet", "restore", "src/LegCramps.Service", "--locked-mode"]

COPY .editorconfig ./
COPY src/ src/
COPY cards/ cards/
RUN ["dotnet", "publish", "src/LegCramps.Service", "--configuration", "Release", "--no-restore", "--output", "/app"]
COPY LICENSE NOTICE /app/

# An image whose cards are broken or fail their own cases is never made.
WORKDIR /app
RUN ["dotnet", "LegCramps.Service.dll", "cards", "check"]
RUN ["dotnet", "LegCramps.Service.dll", "cards", "test"]

FROM mcr.microsoft.com/dotnet/aspnet:10.0
LABEL org.opencontainers.image.title="LegCramps" \
      org.opencontainers.image.licenses="Apache-2.0"

# A volume at /data with LegCramps__DataFolder=/data keeps the deployment's secret, and so the uuids of cards,
# from one container to the next. Without it the secret lives in memory and the root file system can be read-only.
RUN mkdir /data && chown "$APP_UID" /data

COPY --from=build /app /app
WORKDIR /app
# .NET sizes the youngest generation after the processor's cache. Many virtual machines do not show theirs; then it is 256 KB,
# and a busy service spends a third of its time collecting. 16 MB.
ENV ASPNETCORE_HTTP_PORTS=8080 \
    DOTNET_GCgen0size=0x1000000
EXPOSE 8080
USER $APP_UID
ENTRYPOINT ["dotnet", "LegCramps.Service.dll"]
