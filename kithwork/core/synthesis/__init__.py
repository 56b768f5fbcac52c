"""Effects of several cases or studies brought together, with what differs between them."""

from kithwork.core.synthesis.effects import Effect, SynthesisError
from kithwork.core.synthesis.pooling import Synthesis, synthesize

__all__ = ["Effect", "Synthesis", "SynthesisError", "synthesize"]
