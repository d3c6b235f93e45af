"""A stateful local EPS: release, dispense notification, return, withdrawal and claim over FHIR R4 on loopback.

Shares no code with the product. `start` runs it as its own process; `serve` runs it in this one.
"""

from dispensary.simulators.eps.demo import DEMO_ODS, DEMO_PHARMACY
from dispensary.simulators.eps.running import RunningSimulator, SimulatorFailed, serve, start

__all__ = ["DEMO_ODS", "DEMO_PHARMACY", "RunningSimulator", "SimulatorFailed", "serve", "start"]
