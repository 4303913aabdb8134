// Checks statements with a library that is not ours: the one that Learning Locker, a learning record store, asks first.
import {createRequire} from 'node:module';
import {readFileSync} from 'node:fs';

const require = createRequire(import.meta.url);
const validate = require('@learninglocker/xapi-validation').default;
const answers = JSON.parse(readFileSync(0, 'utf8')).map(one => validate(one).map(wrong => JSON.stringify(wrong)));
process.stdout.write(JSON.stringify(answers));
