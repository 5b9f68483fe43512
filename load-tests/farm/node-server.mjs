// The SSH server that the farm's cost is compared with: the ssh2 package on Node.js, answering each command with as
// many bytes as the farm does. It listens on loopback only.
//
//   node node-server.mjs HOST_KEY_FILE BYTES     prints its port when it is ready
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(process.env.SSH2_HOME + '/');
const { Server } = require('ssh2');
const [hostKeyFile, bytes] = process.argv.slice(2);

const prompt = 'r1#';
const row = 'GigabitEthernet0/0/0 is up, line protocol is up, 1500 bytes, 1000000 Kbit/sec, reliability 255/255\r\n';
const output = row.repeat(Math.ceil(bytes / row.length)).slice(0, bytes - 2) + '\r\n';

const server = new Server({ hostKeys: [readFileSync(hostKeyFile)] }, (client) => {
  client.on('error', () => {});
  client.on('authentication', (login) => {
    if (login.method === 'password' && login.username === 'admin' && login.password === 'admin') login.accept();
    else login.reject(['password']);
  });
  client.on('ready', () => client.on('session', (accept) => {
    const session = accept();
    session.on('pty', (accept) => accept && accept());
    session.on('shell', (accept) => {
      const channel = accept();
      channel.write(prompt);
      let line = '';
      channel.on('data', (data) => {
        for (const character of data.toString('latin1')) {
          if (character !== '\r' && character !== '\n') {
            line += character;
          } else if (line === 'exit') {
            channel.exit(0);
            channel.end();
          } else {
            channel.write(line + '\r\n' + output + prompt);
            line = '';
          }
        }
      });
    });
  }));
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
