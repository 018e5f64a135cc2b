import { generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Provider, type Configuration } from 'oidc-provider';

/** The person whom the provider knows. */
export const ANNA = {
  sub: 'anna-1',
  given_name: 'Anna Žanete',
  family_name: 'Āboliņa',
  personal_code: '000000-10015',
};
/** How sure the provider is of her; the portal asks for this or better. */
const ASSURANCE = 'http://eidas.europa.eu/LoA/substantial';

/** A sign-in provider that is not ours. */
export interface OtherProvider {
  issuer: string;
  /** The session tokens that it was shown at sign-out. */
  hints: string[];
  stop: () => Promise<void>;
}

/**
 * Starts `oidc-provider`, which is certified by the OpenID Foundation: it judges how the portal signs people in and out.
 * It is stricter than our sandbox: a secret, RS256, claims told by user info only.
 */
export async function startProvider(port: number, portal: string, client: { id: string; secret: string }) {
  const issuer = `http://127.0.0.1:${port}`;
  const hints: string[] = [];
  const provider = new Provider(issuer, configuration(portal, client));
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', issuer);
    if (url.pathname === '/session/end') hints.push(url.searchParams.get('id_token_hint') ?? '');
    if (url.pathname.startsWith('/interaction/')) {
      void interact(provider, request, response);
    } else {
      void provider.callback()(request, response);
    }
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const stop = () => {
    server.closeAllConnections();
    return new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return { issuer, hints, stop } satisfies OtherProvider;
}

function configuration(portal: string, client: { id: string; secret: string }): Configuration {
  const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });
  return {
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: [`${portal}/auth/callback`],
        post_logout_redirect_uris: [`${portal}/auth/signed-out`],
      },
    ],
    jwks: { keys: [{ ...key, kid: 'test', use: 'sig', alg: 'RS256' }] },
    cookies: { keys: ['only for tests'] },
    acrValues: [ASSURANCE],
    claims: { profile: ['given_name', 'family_name', 'personal_code'] },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true, logoutSource } },
    ttl: { AccessToken: 60, IdToken: 60, Grant: 600, Interaction: 600, Session: 600 },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    pkce: { required: () => true },
    findAccount: (_, id) => ({ accountId: id, claims: () => ANNA }),
    loadExistingGrant,
  };
}

/** What the portal asks for is granted without a question. */
const loadExistingGrant: Configuration['loadExistingGrant'] = async (ctx) => {
  const { client, session, provider } = ctx.oidc;
  const grant = new provider.Grant({ clientId: client?.clientId, accountId: session?.accountId });
  grant.addOIDCScope('openid profile');
  await grant.save();
  return grant;
};

/** The provider asks whether its own session shall end too. */
function logoutSource(ctx: { body: unknown }, form: string) {
  ctx.body = `<!DOCTYPE html><html lang="en"><title>Provider</title><h1>Sign out here too?</h1>
    ${form}<button form="op.logoutForm" name="logout" value="yes">Yes</button>`;
}

/** The provider's page: one person, or nobody. */
async function interact(provider: Provider, request: IncomingMessage, response: ServerResponse) {
  if (request.method !== 'POST') {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(
      `<!DOCTYPE html><html lang="en"><title>Provider</title><h1>Who are you?</h1>
      <form method="post"><button name="who" value="anna">Anna</button><button name="who" value="">Nobody</button></form>`,
    );
    return;
  }
  let body = '';
  for await (const part of request) body += String(part);
  const login = { accountId: ANNA.sub, acr: ASSURANCE, remember: false };
  const result = body.includes('anna') ? { login } : { error: 'access_denied', error_description: 'nobody' };
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}
