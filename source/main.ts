// First: what was open before anything of ours is, and which file this is before an update takes its place.
import './adapters/runtime/descriptors.ts';
import './adapters/runtime/own-executable.ts';
import { forbidCores, noteIgnoredSignals } from './adapters/runtime/libc.ts';
import { main } from './cli.ts';

/** The word by which the program starts itself as the embedded AWS of the demo. */
if (process.argv[2] === '--embedded-aws') {
  void import('./sandbox/process.ts').then(({ run }) => run(process.argv.slice(3)));
} else {
  if (process.platform !== 'win32') {
    noteIgnoredSignals();
    forbidCores();
  }
  void main();
}
