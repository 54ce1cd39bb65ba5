// An OpenID provider of others, dressed as a directory: node provider.mjs <people.json>. Prints its authority and reads the address of the app.
import { readFileSync } from 'node:fs';
import http from 'node:http';
import readline from 'node:readline';
import { Provider } from 'oidc-provider';

const [people] = process.argv.slice(2);
const path = '/contoso/v2.0';
const server = http.createServer();

// Questions wait until it is known whom to answer.
const answer = new Promise(known => {
  readline.createInterface({ input: process.stdin }).once('line', app => known(provider(app).callback()));
});
server.on('request', async (request, response) => {
  if (request.url.startsWith(path)) {
    request.originalUrl = request.url;
    request.url = request.url.slice(path.length) || '/';
  }

  (await answer)(request, response);
});

const issuer = () => `http://127.0.0.1:${server.address().port}${path}`;
server.listen(0, '127.0.0.1', () => console.log(issuer()));

function provider(app) {
  return new Provider(issuer(), {
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
}
