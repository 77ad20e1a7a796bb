// Sees what a crash reporter sees that looks at local variables: whenever something is thrown, those of every function on the stack.
// A worker watches the main thread over the inspector; it reports each frame in this package: function, name, value, one level deep.
const { Session } = require('node:inspector');
const { Worker, isMainThread, parentPort } = require('node:worker_threads');

/** Starts to watch this thread; the function that it gives ends that, and gives what was seen. */
async function watch() {
  const inspector = require('node:inspector');
  inspector.open(0, '127.0.0.1', false);
  const worker = new Worker(__filename);
  const next = () => new Promise((resolve) => { worker.once('message', resolve); });
  await next();
  return async () => {
    const seen = next();
    worker.postMessage('end');
    const found = await seen;
    await worker.terminate();
    inspector.close();
    return found;
  };
}

function watcher() {
  const session = new Session();
  const seen = [];
  const scripts = new Map();
  session.connectToMainThread();
  const post = (method, params) => new Promise((resolve, reject) => { session.post(method, params, (error, result) => (error ? reject(error) : resolve(result))); });
  const properties = async (objectId) => (await post('Runtime.getProperties', { objectId, ownProperties: true })).result.filter(({ value }) => value);
  let work = Promise.resolve();

  async function frames(callFrames) {
    for (const { functionName, location, scopeChain } of callFrames) {
      if (!/bindings-node\/(lib|adapters|generated)\//.test(scripts.get(location.scriptId))) continue;
      for (const { type, object } of scopeChain) {
        if (type !== 'local' && type !== 'block' && type !== 'catch') continue;
        for (const { name, value } of await properties(object.objectId)) {
          seen.push([functionName, name, String(value.value ?? value.description)]);
          if (value.type !== 'object' || !value.objectId) continue;
          for (const inner of await properties(value.objectId)) seen.push([functionName, `${name}.${inner.name}`, String(inner.value.value ?? inner.value.description)]);
        }
      }
    }
  }

  session.on('Debugger.scriptParsed', ({ params: { scriptId, url } }) => { scripts.set(scriptId, url); });
  session.on('Debugger.paused', ({ params: { callFrames, data } }) => {
    // Reporters keep variables beside an error; what is no error never gets to them.
    const looked = data?.subtype === 'error' ? callFrames : [];
    work = work.then(() => frames(looked)).catch((error) => { seen.push(['the watcher', 'failed', error.message]); }).then(() => post('Debugger.resume'));
  });
  (async () => {
    await post('Debugger.enable');
    await post('Debugger.setPauseOnExceptions', { state: 'all' });
    parentPort.postMessage('ready');
  })();
  parentPort.on('message', async () => {
    await work;
    await post('Debugger.disable');
    parentPort.postMessage(seen);
  });
}

if (isMainThread) module.exports = { watch };
else watcher();
