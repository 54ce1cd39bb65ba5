# docker build -t crmlive .   (see compose.yaml for a database beside it)
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY . .
RUN dotnet publish App -c Release -o /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build /app .

# Keys and audit checkpoints; mount a volume here. The database lives elsewhere.
ENV CRM_HOME=/var/lib/crmlive
RUN mkdir -p $CRM_HOME && chown $APP_UID $CRM_HOME
VOLUME /var/lib/crmlive

USER $APP_UID
ENV ASPNETCORE_URLS=http://+:8080
EXPOSE 8080

# The drain takes up to 25 seconds.
STOPSIGNAL SIGTERM
ENTRYPOINT ["dotnet", "App.dll"]
