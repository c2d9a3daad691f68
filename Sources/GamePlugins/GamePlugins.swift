// Empty on purpose: this target exists so that one build makes the kit and every plugin.
