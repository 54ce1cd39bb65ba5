using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace CrmLive.Data;

/// <summary>
/// Two models per provider: behind the tenant filter, and across tenants. One model whose filter asks which of the two it is
/// would put an OR into every query, and SQL Server seeks in no index across an OR.
/// </summary>
internal sealed class ModelKey : IModelCacheKeyFactory
{
    public object Create(DbContext context, bool designTime) => (context.GetType(), ((CrmDb)context).IsSystemWide, designTime);
}
