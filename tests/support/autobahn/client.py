# mypy: ignore-errors
"""Autobahn's fuzzing client on Python 3. Runs in the environment that ``build`` made, not in the project's.

    python client.py <address> <case pattern>... -> the verdicts as JSON on standard output

The suite's cases hold latin-1 text where they mean bytes: it is encoded on its way out and decoded on its way
in.
"""

import contextlib
import json
import sys
import warnings

warnings.filterwarnings("ignore")

import autobahntestsuite.fuzzing as suite  # noqa: E402
from twisted.internet import reactor  # noqa: E402

Plain = suite.WebSocketClientProtocol
KEPT = ("behavior", "behaviorClose", "duration", "remoteCloseCode", "result", "resultClose")


def out(text):
    return text.encode("latin-1") if isinstance(text, str) else text


def back(octets):
    return octets.decode("latin-1") if isinstance(octets, bytes | bytearray) else octets


class Client(suite.FuzzingClientProtocol):
    debug = False

    def sendFrame(self, opcode, payload=b"", **rest):
        return Plain.sendFrame(self, opcode, out(payload), **rest)

    def sendMessage(self, payload, isBinary=False, **rest):
        return Plain.sendMessage(self, out(payload), isBinary, **rest)

    def sendMessageFrameData(self, payload, sync=False):
        return Plain.sendMessageFrameData(self, out(payload), sync)

    def sendMessageFrame(self, payload, sync=False):
        return Plain.sendMessageFrame(self, out(payload), sync)

    def sendCloseFrame(self, code=None, reasonUtf8=None, isReply=False):
        return Plain.sendCloseFrame(self, code, out(reasonUtf8), isReply)

    def failConnection(self, *arguments):
        return self._fail_connection(*arguments)

    def onMessage(self, message, binary):
        if self.runCase:
            self.runCase.onMessage(back(message), binary)

    def onPong(self, payload):
        if self.runCase:
            self.runCase.onPong(back(payload))

    def onPing(self, payload):
        Plain.onPing(self, payload)

    def logRxFrame(self, header, payload):
        if self.createStats:
            self.rxFrameStats[header.opcode] = self.rxFrameStats.get(header.opcode, 0) + 1

    def logRxOctets(self, octets):
        if self.createStats:
            self.rxOctetStats[len(octets)] = self.rxOctetStats.get(len(octets), 0) + 1

    def logTxOctets(self, octets, sync):
        if self.createStats:
            self.txOctetStats[len(octets)] = self.txOctetStats.get(len(octets), 0) + 1

    def logTxFrame(self, header, payload, repeat, chop, sync):
        if self.createStats:
            self.txFrameStats[header.opcode] = self.txFrameStats.get(header.opcode, 0) + 1


class Factory(suite.FuzzingClientFactory):
    def buildProtocol(self, address):
        client = Client()
        client.factory = self
        client.caseAgent = self.agent
        client.case = self.currentCaseIndex
        client.Case = suite.Cases[self.currentCaseIndex - 1]
        client.runCase = client.Case(client)
        return client

    def createReports(self):
        (verdicts,) = self.agents.values()
        chosen = {case: {key: verdict[key] for key in KEPT} for case, verdict in verdicts.items()}
        json.dump(chosen, sys.__stdout__)


def main(address, *cases):
    spec = {
        "servers": [{"agent": "hubbub", "url": address}],
        "cases": list(cases),
        "exclude-cases": [],
        "exclude-agent-cases": {},
    }
    with contextlib.redirect_stdout(sys.stderr):  # the suite prints each case it begins
        Factory(spec)
        reactor.run()


main(*sys.argv[1:])
