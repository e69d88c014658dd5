import { ownCommand } from '../../platform/own-command.js';
import { attKeys } from './attendance-push/fleet.js';
import { keyHelp } from './keyboard.js';

export const usage = `Plays one or many access controllers or terminals against a Postern (or any Security PUSH server).

  ${ownCommand('simulate')} [options]

  --sn SN                 serial number; with --devices N the panels are SN1 to SNN   (SIM)
  --url URL               the server                                                  (http://127.0.0.1:8088)
  --profile NAME          c3-200, inbio260, inbio5, speedface-v5l, senseface, turnstile, elevator,
                          or one without quirks: controller, terminal                 (controller)
                          zem, antique, speedface-att, senseface-att speak Attendance PUSH
  --doors N               doors of a panel, 1 to 16                                   (as the profile has)
  --set NAME=VALUE        a registration parameter in place of the profile's; may be repeated
  --devices N             so many panels, 1 to 5000                                   (1)
  --sub-devices A,B       controllers behind this one, which makes it their master
  --events-per-minute N   events that each panel makes by itself                      (0)
  --poll SECONDS          in place of the interval that the server asks for
  --pull-port N           the terminal answers on this port, too (4370), with the same people and events
  --pull-key N            its comm key                                                (0 = none)
  --pull-pace MS          one frame a segment, so long after the one before; 0 = all at once (10)
  --pull-profile NAME     k40, f18, u160, bw, ma300, g2, iface, speedface, wl10       (k40)
  --zone ZONE             time zone of the panels' clocks                             (that of this computer)
  --max-users N           people that fit into a panel                                (50000)
  --ask-server            asks the server at each reader (remote identification)
  --asks-encryption       asks for the vendor's encryption, and goes on without it

What goes wrong:
  --refuse WHAT=CODE      answers CODE to rows of a table (user=-12, biodata:PIN=-30) or to a command: control, count,
                          query, delete, set-options, get-options, test-host, adscreen, upgrade, account, enroll_info,
                          enroll_bio; may be repeated
  --lose-answers PERCENT  commands that never arrive, or whose result never does
  --lose-uploads PERCENT  uploads that never arrive, or whose answer never does
  --drift SECONDS         the clock is wrong by so much
  --drift-per-day SECONDS the clock strays by so much
  --reboot-every SECONDS  off and on again
  --seed N                the same chances again
  --fault NAME            of a terminal that speaks Attendance PUSH, may be repeated: repeatUploads, lateResults,
                          emptyResults, wrongEcho, crlf, trailingTab, gb2312, unknownTable, bigBody, base64Photos,
                          overlap, rawBlanks

Conversations:
  --record FILE           writes down all that is said (one panel)
  --replay FILE           sends a recorded conversation to --url again, in its order, and prints answers that differ;
                          --sn puts another serial number in place of the recorded one, --keep-tokens sends the old tokens

  --help                  this text
  --version               the version of Postern

Ends with 0, 1 when answers differ (--replay), 2 when an option makes no sense or a file cannot be read.

Lines read from the keyboard or a pipe (of the first panel):
${keyHelp()}
Of a terminal that speaks Attendance PUSH:
${attKeys}`;
