-- A table that has a tenant and no fence stops the start of the application.
DECLARE @open nvarchar(max);

SELECT @open = STRING_AGG(CONVERT(nvarchar(max), t.name), N', ')
FROM sys.tables t
JOIN sys.columns c ON c.object_id = t.object_id AND c.name = N'tenant_id'
WHERE (t.temporal_type <> 1 AND 5 > (
          SELECT COUNT(*)
          FROM sys.security_predicates p
          JOIN sys.security_policies s ON s.object_id = p.object_id AND s.is_enabled = 1
          WHERE p.target_object_id = t.object_id))
   OR NOT EXISTS (
          SELECT 1
          FROM sys.security_predicates p
          JOIN sys.security_policies s ON s.object_id = p.object_id AND s.is_enabled = 1
          WHERE p.target_object_id = t.object_id AND p.predicate_type_desc = N'FILTER');

IF @open IS NOT NULL
BEGIN
    DECLARE @message nvarchar(2048) = CONCAT(N'No tenant policy stands around: ', LEFT(@open, 1900));
    THROW 50001, @message, 1;
END
GO
