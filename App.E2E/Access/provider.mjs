// An OpenID provider of others, dressed as a directory: node provider.mjs <people.json> <address of the app>. Prints its authority.
import { readFileSync } from 'node:fs';
import http from 'node:http';
import { Provider } from 'oidc-provider';

const [people, app] = process.argv.slice(2);
const server = http.createServer();
server.listen(0, '127.0.0.1', () => {
  const path = '/contoso/v2.0';
  const issuer = `http://127.0.0.1:${server.address().port}${path}`;
  const provider = new Provider(issuer, {
    clients: [{
      client_id: 'crmlive',
      client_secret: 'a-secret-of-the-client',
      token_endpoint_auth_method: 'client_secret_post',
      redirect_uris: [`${app}/signin/callback`],
      post_logout_redirect_uris: [`${app}/signed-out`],
      response_types: ['code'],
      grant_types: ['authorization_code'],
    }],
    pkce: { required: () => true },
    features: { devInteractions: { enabled: true } },
    claims: { openid: ['sub', 'oid', 'tid', 'preferred_username', 'name', 'email', 'roles'] },
    conformIdTokenClaims: false,
    findAccount: async (_, id) => ({
      accountId: id,
      // Read anew each time, so that a test can change what the directory says.
      claims: async () => ({ sub: id, preferred_username: `${id}@contoso.test`, ...JSON.parse(readFileSync(people, 'utf8'))[id] }),
    }),
  });
  const answer = provider.callback();
  server.on('request', (request, response) => {
    if (request.url.startsWith(path)) {
      request.originalUrl = request.url;
      request.url = request.url.slice(path.length) || '/';
    }
    answer(request, response);
  });
  console.log(issuer);
});
