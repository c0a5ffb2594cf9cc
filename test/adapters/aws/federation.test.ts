import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { getSignInToken } from '../../../source/adapters/aws/federation.ts';
import { AwsFailure } from '../../../source/domain/sessions/failures/aws-failure.ts';
import { listen } from '../../helpers/listen.ts';

test('an answer that trickles in is not waited for without end', async (context) => {
  const server = createServer((_request, response) => {
    const trickle = setInterval(() => response.write(' '), 50);
    response.on('close', () => clearInterval(trickle));
  });
  const port = await listen(context, server);
  const credentials = { accessKeyId: 'ASIA', secretAccessKey: 's', sessionToken: 't' };
  const patience = { connect: 5_000, answer: 5_000, whole: 500 };
  await assert.rejects(
    getSignInToken({ url: `http://127.0.0.1:${port}/federation`, credentials }, { env: {}, patience }),
    (error) => error instanceof AwsFailure && error.kind === 'time-out',
  );
});
