-- The application's roles. crm_app works behind the tenant policy; crm_system reads across tenants (relay, audit seals, sign-in).
-- Which logins are in them, setup/logins.sql says.
IF DATABASE_PRINCIPAL_ID(N'crm_app') IS NULL
    CREATE ROLE crm_app;
GO

IF DATABASE_PRINCIPAL_ID(N'crm_system') IS NULL
    CREATE ROLE crm_system;
GO

IF IS_ROLEMEMBER(N'db_owner', N'crm_app') = 1 OR IS_ROLEMEMBER(N'crm_system', N'crm_app') = 1
    THROW 50000, N'The role crm_app is in a role that goes past the tenant policy. Take it out of there.', 1;
GO
