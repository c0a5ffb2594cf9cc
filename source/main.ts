// First: which file this is, before an update takes its place.
import './adapters/runtime/own-executable.ts';
import { endStart } from './adapters/runtime/jit.ts';

const [verb, profile, ...more] = process.argv.slice(2);

/** The command line, as it is typed. */
const commandLine = () => import('./cli.ts').then(({ main }) => main());

if (!Bun.isMainThread) {
  // A thread for the calls that may have to be left behind.
  void import('./adapters/keychain/thread.ts');
} else if (verb === '--embedded-aws') {
  // The word by which the program starts itself as the AWS of the demo.
  endStart();
  void import('./sandbox/process.ts').then(({ run }) => run(process.argv.slice(3)));
} else if (verb === '--version' && profile === undefined) {
  // What installers and editors ask first: it takes no context.
  void Promise.all([import('./version.ts'), import('./adapters/terminal/streams.ts')])
    .then(([{ version }, { writeOut }]) => writeOut(`${version}\n`))
    .catch(commandLine);
} else if (verb === 'credential-process' && profile !== undefined && !profile.startsWith('-') && more.length === 0) {
  const answered = import('./straight.ts').then(({ answerStraight }) => answerStraight(profile, process.env));
  // What cannot be written out is told as the verb tells it.
  void answered.catch(() => false).then((isDone) => (isDone ? undefined : commandLine()));
} else {
  void commandLine();
}
