"""What a dispensing label and a bag label say, and where each word stands in printer dots. Pure; geometry comes in."""
