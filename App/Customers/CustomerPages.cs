using CrmLive.Shell;
using Microsoft.AspNetCore.Components;

namespace CrmLive.Customers;

[Route("/accounts")]
public sealed class AccountsPage : RecordListPage<Account, AccountFields>;

[Route("/accounts/{Id}")]
public sealed class AccountPage : RecordDetailPage<Account, AccountFields>;

[Route("/contacts")]
public sealed class ContactsPage : RecordListPage<Contact, ContactFields>;

[Route("/contacts/{Id}")]
public sealed class ContactPage : RecordDetailPage<Contact, ContactFields>;

[Route("/leads")]
public sealed class LeadsPage : RecordListPage<Lead, LeadFields>;

[Route("/leads/{Id}")]
public sealed class LeadPage : RecordDetailPage<Lead, LeadFields>;

[Route("/products")]
public sealed class ProductsPage : RecordListPage<Product, ProductFields>;

[Route("/products/{Id}")]
public sealed class ProductPage : RecordDetailPage<Product, ProductFields>;
