-- Run once by an administrator, before the application starts for the first time. The application does the rest.
--   sqlcmd -S <server> -U sa -i logins.sql -v Database=crm OwnerPassword=... AppPassword=... SystemPassword=...
IF DB_ID(N'$(Database)') IS NULL
    CREATE DATABASE [$(Database)];
GO

IF SUSER_ID(N'crm_owner_login') IS NULL
    CREATE LOGIN crm_owner_login WITH PASSWORD = N'$(OwnerPassword)';
IF SUSER_ID(N'crm_app_login') IS NULL
    CREATE LOGIN crm_app_login WITH PASSWORD = N'$(AppPassword)';
IF SUSER_ID(N'crm_system_login') IS NULL
    CREATE LOGIN crm_system_login WITH PASSWORD = N'$(SystemPassword)';
GO

USE [$(Database)];
GO

IF DATABASE_PRINCIPAL_ID(N'crm_owner_user') IS NULL
    CREATE USER crm_owner_user FOR LOGIN crm_owner_login;
IF DATABASE_PRINCIPAL_ID(N'crm_app_user') IS NULL
    CREATE USER crm_app_user FOR LOGIN crm_app_login;
IF DATABASE_PRINCIPAL_ID(N'crm_system_user') IS NULL
    CREATE USER crm_system_user FOR LOGIN crm_system_login;
IF DATABASE_PRINCIPAL_ID(N'crm_app') IS NULL
    CREATE ROLE crm_app;
IF DATABASE_PRINCIPAL_ID(N'crm_system') IS NULL
    CREATE ROLE crm_system;
GO

-- The owner changes the schema. It is in crm_system too, because a migration may have to mend rows of all tenants.
ALTER ROLE db_owner ADD MEMBER crm_owner_user;
ALTER ROLE crm_system ADD MEMBER crm_owner_user;
ALTER ROLE crm_app ADD MEMBER crm_app_user;
ALTER ROLE crm_system ADD MEMBER crm_system_user;
GO
