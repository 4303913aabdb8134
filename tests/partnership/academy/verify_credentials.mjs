// Checks credentials with a library that is not ours. It reads what it is given and its own files, and asks no network.
import * as vc from '@digitalbazaar/vc';
import {checkStatus} from '@digitalbazaar/vc-bitstring-status-list';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {contexts} from '@digitalbazaar/credentials-context';
import {readFileSync} from 'node:fs';

const {credentials, pages} = JSON.parse(readFileSync(0, 'utf8'));

async function documentLoader(url) {
  const [address, part] = url.split('#');
  const whole = contexts.get(url) ?? pages[address];
  if(!whole) {
    throw new Error(`${url} is neither a page of the site nor a context that is known.`);
  }
  const found = part ? whole.verificationMethod.find(one => one.id === url) : whole;
  if(!found) {
    throw new Error(`${url} is not there.`);
  }
  const document = part ? {'@context': 'https://w3id.org/security/multikey/v1', ...found} : found;
  return {contextUrl: null, documentUrl: url, document};
}

const suite = () => new DataIntegrityProof({cryptosuite});
const answers = {};
for(const [name, credential] of Object.entries(credentials)) {
  const told = await vc.verifyCredential({credential, suite: suite(), documentLoader, checkStatus: options =>
    checkStatus({...options, suite: suite()})});
  const why = told.error?.errors?.map(one => one.message) ?? [told.error?.message ?? ''];
  const status = told.statusResult?.results?.map(one => Boolean(one.status)) ?? [];
  answers[name] = {verified: told.verified, why: why.join(' '), revoked: status.includes(true)};
}
process.stdout.write(JSON.stringify(answers));
