"""Talks to a Hearth Portal with Twisted's own AMP: `amp_client.py portal.sock`, in the game's run folder.

Asks for the status, watches, asks for a reload, and prints what it was told as JSON.
"""

import json
import sys

from twisted.internet import defer, endpoints, protocol, task
from twisted.protocols import amp


class Refused(Exception):
    pass


class Status(amp.Command):
    response = [
        (b"game", amp.Unicode()),
        (b"portalPid", amp.Integer()),
        (b"portalUptime", amp.Float()),
        (b"server", amp.Unicode()),
        (b"serverPid", amp.Integer(optional=True)),
        (b"generation", amp.Integer(optional=True)),
        (b"epoch", amp.Integer()),
        (b"sessions", amp.Integer()),
        (b"reloads", amp.Integer()),
    ]


class Watch(amp.Command):
    pass


class Reload(amp.Command):
    arguments = [(b"by", amp.Unicode()), (b"setAside", amp.Boolean())]
    response = [
        (b"generation", amp.Integer()),
        (b"built", amp.Boolean()),
        (b"warnings", amp.Unicode()),
        (b"steps", amp.AmpList([(b"step", amp.Unicode()), (b"milliseconds", amp.Float())])),
        (b"held", amp.Float()),
        (b"heldLines", amp.Integer()),
    ]


class Rollback(amp.Command):
    arguments = [(b"by", amp.Unicode()), (b"generation", amp.Integer(optional=True))]
    errors = {Refused: b"REFUSED"}


class Step(amp.Command):
    """What the Portal tells those who watch."""

    arguments = [
        (b"reload", amp.Integer()),
        (b"step", amp.Unicode()),
        (b"what", amp.Unicode()),
        (b"milliseconds", amp.Float()),
        (b"text", amp.Unicode()),
    ]
    requiresAnswer = False


class Client(amp.AMP):
    def __init__(self):
        super().__init__()
        self.steps = []

    @Step.responder
    def step(self, reload, step, what, milliseconds, text):
        self.steps.append(f"{step} {what}")
        return {}


@defer.inlineCallbacks
def main(reactor, path):
    endpoint = endpoints.UNIXClientEndpoint(reactor, path)
    client = yield endpoint.connect(protocol.Factory.forProtocol(Client))
    told = {"status": (yield client.callRemote(Status))}
    yield client.callRemote(Watch)
    told["report"] = yield client.callRemote(Reload, by="twisted", setAside=False)
    told["report"]["steps"] = [step["step"] for step in told["report"]["steps"]]
    told["steps"] = client.steps
    try:
        yield client.callRemote(Rollback, by="twisted", generation=99)
    except Refused:
        told["refusal"] = "REFUSED"
    print(json.dumps(told))
    yield client.transport.loseConnection()


task.react(main, sys.argv[1:])
