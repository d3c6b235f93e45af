"""The real parts behind the ports. One package per part of the world; none knows another."""
